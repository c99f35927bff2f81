// What a visitor sees.
import { html } from './html.js';

const page = (title, body, member) => html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} · Two Leaves</title>
  <link rel="stylesheet" href="/style.css">
</head>
<body>
  <header class="bar">
    <a class="brand" href="/"><span class="seal" aria-hidden="true">茶</span> Two Leaves</a>
    <nav>
      <a href="/">Teas</a>
      ${member ? html`<a href="/member">My page</a><form method="post" action="/sign-out"><button class="link">Sign out</button></form>` : html`<a class="button small" href="/sign-up">Join us</a>`}
    </nav>
  </header>
  <main>${body}</main>
  <footer>Every customer of this shop is remembered by <strong>guanxi</strong>, in this very process.</footer>
</body>
</html>`;

const NUMBER = new Intl.NumberFormat('en', { minimumFractionDigits: 2 });
const DAY = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'Europe/Berlin' });
const TIME = new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone: 'Europe/Berlin' });

// An amount stays text until it is shown.
const money = (value) => (value ? `${value.currency === 'EUR' ? '€' : `${value.currency} `}${NUMBER.format(value.amount)}` : '–');

export const home = ({ products, member, regular }) =>
  page('Teas', html`
    ${regular && html`<p class="banner" role="status">欢迎回来 · Good to see you again: the next tin of Silver Needle is packed by our master.</p>`}
    <section class="hero">
      <h1>Six teas, picked by hand.</h1>
      <p>From the hills of Zhejiang, Fujian and Yunnan, in tins of fifty grams.</p>
    </section>
    <ul class="grid">${products.map((product) => card(product, member))}</ul>`, member);

const card = ({ sku, name, category, price }, member) => html`
  <li class="card">
    <div class="leaf ${category.toLowerCase()}" aria-hidden="true"></div>
    <div class="about"><h2>${name}</h2><p class="soft">${category} tea</p></div>
    <div class="buy">
      <span class="price">${money(price)}</span>
      ${member
        ? html`<form action="/checkout">
            <input type="hidden" name="sku" value="${sku}">
            <label class="hidden" for="n-${sku}">Tins of ${name}</label>
            <input id="n-${sku}" name="quantity" type="number" min="1" max="20" value="1">
            <button>Order</button>
          </form>`
        : html`<a class="button" href="/sign-up">Join to order</a>`}
    </div>
  </li>`;

export const checkout = ({ order, available, earns, pay, ticket }) =>
  page('Checkout', html`
    <section class="panel narrow">
      <h1>Your order</h1>
      <dl class="sum">${order.lines.map(({ quantity, name }) => html`<div><dt>${quantity} × ${name}</dt><dd>${money(order.total)}</dd></div>`)}</dl>
      <p class="soft">You have ${leaves(available)}; this order brings <strong>${leaves(earns)}</strong>.</p>
      <form method="post" action="/order" class="fields">
        <input type="hidden" name="ticket" value="${ticket}">
        ${pay && html`<label class="check"><input name="leaves" type="checkbox" value="yes"> <span>Pay ${money(pay.amount)} of it with ${leaves(pay.points)}. It then brings ${leaves(pay.earns)}.</span></label>`}
        <button>Buy now</button>
      </form>
    </section>`, true);

const leaves = (points) => `${points} ${points === 1 ? 'leaf' : 'leaves'}`;

export const signUp = ({ name, email, birthDate, letter } = {}, wrong) =>
  page('Become a member', html`
    <section class="panel narrow">
      <h1>Become a member</h1>
      <p class="soft">One page with all your orders, and no spam.</p>
      ${wrong && html`<p class="wrong" role="alert">${wrong}</p>`}
      <form method="post" action="/sign-up" class="fields">
        <label>Name <input name="name" autocomplete="name" required maxlength="200" value="${name}"></label>
        <label>E-mail <input name="email" type="email" autocomplete="email" required maxlength="254" value="${email}"></label>
        <label>Birthday <span class="soft">if you like</span> <input name="birthDate" type="date" autocomplete="bday" value="${birthDate}"></label>
        <label class="check"><input name="letter" type="checkbox" value="yes"${letter === 'yes' && html` checked`}> <span>Send me the tea letter, once a month. I can stop it here at any time.</span></label>
        <button>Join</button>
      </form>
    </section>`);

export const member = ({ customer, metrics, letter, leaves: { available, pending }, reasons, items }) =>
  page('My page', html`
    <section class="panel who">
      <div class="seal big" aria-hidden="true">${[...(customer.name?.full ?? '?')][0]}</div>
      <div>
        <h1>${customer.name?.full}</h1>
        <p class="soft">${customer.email} · member since ${DAY.format(customer.createdAt)}</p>
      </div>
    </section>
    <dl class="figures">
      <div><dt>Orders</dt><dd>${metrics.numberOfOrders}</dd></div>
      <div><dt>Spent</dt><dd>${money(metrics.amountSpent)}</dd></div>
      <div><dt>On average</dt><dd>${money(metrics.averageOrderValue)}</dd></div>
      <div><dt>Leaves</dt><dd>${available + pending}</dd></div>
    </dl>
    <div class="columns">
      <section class="panel">
        <h2>What happened</h2>
        <ol class="timeline">${items.map(moment)}</ol>
      </section>
      <aside class="panel">
        <h2>My leaves</h2>
        ${reasons.length === 0 && html`<p class="soft">None yet: a leaf comes with each euro.</p>`}
        <ul class="reasons">${reasons.map(reason)}</ul>
        <h2>My details</h2>
        <dl class="details">
          <dt>E-mail</dt><dd>${customer.email}</dd>
          <dt>Birthday</dt><dd>${customer.birthDate ?? 'not told'}</dd>
          <dt>Tea letter</dt><dd>${letter?.state === 'granted' ? 'yes, please' : 'no, thanks'}</dd>
        </dl>
        <form method="post" action="/letter">
          <input type="hidden" name="letter" value="${letter?.state === 'granted' ? 'no' : 'yes'}">
          <button class="quiet">${letter?.state === 'granted' ? 'Stop the letter' : 'Send me the letter'}</button>
        </form>
      </aside>
    </div>`, true);

const reason = ({ entry, text }) => html`
  <li><strong>${entry.points > 0 ? '+' : ''}${entry.points}</strong> <span class="soft">${text}</span></li>`;

const moment = ({ at, kind }) => html`
  <li class="${kind.type}">
    <p>${happened(kind)}</p>
    <time datetime="${at.toISOString()}">${DAY.format(at)}, ${TIME.format(at)}</time>
  </li>`;

function happened(kind) {
  switch (kind.type) {
    case 'order':
      return html`Ordered <strong>${kind.number}</strong> for ${money(kind.total)}`;
    case 'refund':
      return html`Got ${money(kind.amount)} back`;
    case 'consent':
      return kind.state === 'granted' ? 'Asked for the tea letter' : 'Wants no tea letter';
    default:
      return kind.event.name === 'signed_up' ? 'Became a member' : kind.event.name;
  }
}

export const problem = (text) => page('Oh', html`<section class="panel narrow"><h1>Oh.</h1><p>${text}</p><p><a href="/">Back to the teas</a></p></section>`);
