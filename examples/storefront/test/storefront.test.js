// A visitor in a real browser: signs up, orders, looks at the member page. And what a browser would not send.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Crm } from 'guanxi';
import { chromium } from 'playwright-core';
import { stock, storefront } from '../shop.js';

const BROWSER = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SCREENSHOTS = new URL('../screenshots/', import.meta.url);
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

// The same shop in a SQLite file, and on a server, where one is given: only the URL is another.
const FILES = mkdtempSync(join(tmpdir(), 'storefront-'));
const STORES = ['memory:', `sqlite:${join(FILES, 'shop.db')}`, process.env.GUANXI_TEST_POSTGRES].filter(Boolean);
after(() => rmSync(FILES, { recursive: true, force: true }));

let crm;
let app;
let url;

const open = async (store) => {
  crm = await Crm.open(store, { actor: 'storefront' });
  await stock(crm);
  app = storefront(crm, { secret: 'a secret of the test' });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
};

before(() => mkdirSync(SCREENSHOTS, { recursive: true }));

const browserMissing = BROWSER === undefined && (process.env.CI === 'true' ? assert.fail('no Chromium was found') : 'no Chromium was found; set CHROMIUM');

async function visit(page, size) {
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  const shot = async (what) => {
    const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    assert.equal(wide, false, `${what} scrolls sideways`);
    await page.screenshot({ path: new URL(`${size}-${what}.png`, SCREENSHOTS).pathname, fullPage: true });
  };
  const email = `mei.${size}@shop.cn`;

  await page.goto(url);
  await shot('home');
  await page.getByRole('link', { name: 'Join us' }).click();
  // A name that would be markup.
  await page.getByLabel('Name').fill('Mei <b>Lin</b> & Co');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Birthday').fill('1990-02-28');
  await page.getByLabel(/tea letter/).check();
  await shot('sign-up');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.waitForURL('**/member');
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Mei <b>Lin</b> & Co');
  assert.equal(await page.locator('main b').count(), 0);

  const choose = async (tea, tins) => {
    await page.getByRole('link', { name: 'Teas' }).click();
    await page.getByLabel(`Tins of ${tea}`).fill(tins);
    await page.locator('.card', { hasText: tea }).getByRole('button', { name: 'Order' }).click();
    await page.waitForURL('**/checkout?*');
  };
  const buy = async () => {
    await page.getByRole('button', { name: 'Buy now' }).click();
    await page.waitForURL('**/member');
  };
  await choose('Longjing', '6');
  await page.getByText('You have 0 leaves; this order brings 111 leaves.').waitFor();
  assert.equal(await page.getByRole('checkbox').count(), 0, 'nothing to pay with yet');
  await buy();
  assert.equal(await page.getByRole('status').count(), 0, 'one order makes no regular');
  await choose("Aged Pu'er", '1');
  await page.getByText('You have 111 leaves; this order brings 42 leaves.').waitFor();
  await page.getByLabel('Pay €5.00 of it with 100 leaves. It then brings 37 leaves.').check();
  await shot('checkout');
  await buy();

  const figures = await page.locator('.figures dd').allInnerTexts();
  assert.deepEqual(figures, ['2', '€153.00', '€76.50', '48']);
  const reasons = await page.locator('.reasons strong').allInnerTexts();
  assert.deepEqual(reasons, ['-100', '+37', '+111']);
  const happened = await page.locator('.timeline li p').allInnerTexts();
  assert.equal(happened.length, 4);
  assert.match(happened[0], /^Ordered T[0-9A-F]{6} for €42\.00$/);
  assert.ok(happened.includes('Asked for the tea letter') && happened.includes('Became a member'));
  await shot('member');

  await page.getByRole('button', { name: 'Stop the letter' }).click();
  await page.getByText('no, thanks').waitFor();
  const [consent] = await crm.consents.state({ customer: { type: 'email', email } });
  assert.deepEqual([consent.purpose, consent.channel, consent.state, consent.wording], ['marketing', 'email', 'withdrawn', 'letter/1']);
  assert.equal((await crm.customers.resolve(email)).birthDate, '1990-02-28');
  await page.getByRole('link', { name: 'Teas' }).click();
  await page.getByRole('status').getByText('Good to see you again').waitFor(); // two orders make a regular
  await shot('home-member');
  assert.deepEqual(faults, []);
}

const post = (path, body, headers = {}) =>
  app.inject({ method: 'POST', url: path, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, payload: new URLSearchParams(body).toString() });

for (const store of STORES) {
  describe(`on ${store.split(':')[0]}`, () => {
    before(() => open(store));
    after(async () => {
      await app.close();
      await crm.close();
    });

    for (const [name, viewport] of Object.entries(SIZES)) {
      test(`a visit on a ${name}`, { skip: browserMissing }, async () => {
        const browser = await chromium.launch({ executablePath: BROWSER, args: ARGS });
        try {
          await visit(await browser.newPage({ viewport }), name);
        } finally {
          await browser.close();
        }
      });
    }

    test('a form without name, with an e-mail that is none, or with a member\'s', async () => {
      await post('/sign-up', { name: 'Li', email: 'li@shop.cn' });
      assert.equal((await post('/sign-up', { name: '', email: 'a@shop.cn' })).statusCode, 422);
      assert.equal((await post('/sign-up', { name: 'A', email: 'nonsense' })).statusCode, 422);
      const again = await post('/sign-up', { name: 'Other', email: 'LI@shop.cn' });
      assert.equal(again.statusCode, 409);
      assert.equal(again.headers['set-cookie'], undefined);
    });

    test('a consent that was not given is recorded as not given', async () => {
      await post('/sign-up', { name: 'Quiet', email: 'quiet@shop.cn' });
      const [consent] = await crm.consents.state({ customer: 'quiet@shop.cn' });
      assert.equal(consent.state, 'withdrawn');
    });

    const join = async (name, email) => {
      const { cookies: [{ value }] } = await post('/sign-up', { name, email });
      return `member=${encodeURIComponent(decodeURIComponent(value))}`;
    };
    const ticketOf = async (cookie, sku, quantity) => {
      const { payload } = await app.inject({ url: `/checkout?sku=${sku}&quantity=${quantity}`, headers: { cookie } });
      return /name="ticket" value="([^"]+)"/.exec(payload)[1].replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    };

    test('nobody orders for somebody else, at another price, or nothing', async () => {
      const cookie = await join('Bo', 'bo@shop.cn');
      const ticket = await ticketOf(cookie, 'puer', 2);
      assert.equal((await post('/order', { ticket })).headers.location, '/sign-up');
      assert.equal((await post('/order', { ticket }, { cookie: 'member=forged.x' })).headers.location, '/sign-up');
      assert.equal((await post('/order', { ticket }, { cookie, origin: 'https://evil.example' })).statusCode, 403);
      assert.equal((await post('/order', { ticket }, { cookie: await join('Al', 'al@shop.cn') })).statusCode, 422);
      for (const none of ['', ticket.replace('"units":2', '"units":3'), decodeURIComponent(cookie.slice(7))]) {
        assert.equal((await post('/order', { ticket: none }, { cookie })).statusCode, 422);
      }
      const look = (query) => app.inject({ url: `/checkout?${query}`, headers: { cookie } });
      assert.equal((await look('sku=none&quantity=1')).statusCode, 404);
      for (const quantity of ['0', '-1', '1.5', 'x', '21', '']) assert.equal((await look(`sku=puer&quantity=${quantity}`)).statusCode, 422);
      assert.equal((await post('/order', { ticket, price: '0' }, { cookie })).headers.location, '/member');
      const { amountSpent } = await crm.orders.metrics((await crm.customers.resolve('bo@shop.cn')).id);
      assert.equal(amountSpent.amount, '84.00');
    });

    test('an order that is sent twice is bought, paid and rewarded once; leaves are not spent twice', async () => {
      const cookie = await join('Cy', 'cy@shop.cn');
      const leaves = async () => (await crm.loyalty.balance({ customer: 'cy@shop.cn' })).available;
      const buy = (ticket, how = {}) => post('/order', { ticket, ...how }, { cookie });
      const first = await ticketOf(cookie, 'puer', 3);
      await Promise.all([buy(first), buy(first)]);
      await buy(first);
      assert.equal(await leaves(), 126);
      const [second, third] = [await ticketOf(cookie, 'longjing', 1), await ticketOf(cookie, 'longjing', 2)];
      for (let i = 0; i < 2; i += 1) assert.equal((await buy(second, { leaves: 'yes' })).headers.location, '/member');
      assert.equal(await leaves(), 126 - 100 + 13);
      assert.equal((await buy(third, { leaves: 'yes' })).statusCode, 409);
      assert.equal(await leaves(), 39);
      const { numberOfOrders } = await crm.orders.metrics((await crm.customers.resolve('cy@shop.cn')).id);
      assert.equal(numberOfOrders, 2);
    });

    test('a page that is not there, and headers', async () => {
      const answer = await app.inject('/nothing');
      assert.equal(answer.statusCode, 404);
      assert.match(answer.headers['content-security-policy'], /default-src 'none'/);
    });
  });
}
