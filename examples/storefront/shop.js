// The shop: what a visitor asks for, what the engine is asked, which page answers.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify from 'fastify';
import { InvalidError, NotFoundError, RefusedError } from 'guanxi';
import * as pages from './pages.js';

const SOURCE = 'storefront';
// What people agree to, by its version: a new wording is a new name.
const WORDING = 'letter/1';
const LETTER = { purpose: 'marketing', channel: 'email' };
const QUANTITY_MAX = 20;
// A point, here a leaf, for each euro; a hundred of them pay five.
const LEAVES = { earnAmount: { amount: '1.00', currency: 'EUR' }, redeemPoints: 100, redeemAmount: { amount: '5.00', currency: 'EUR' }, redeemStep: 100 };
// Tells what was signed at the checkout from other cookies.
const TICKET = 'order ';
const REGULARS = { key: 'regulars', name: 'Regulars', query: 'number_of_orders >= 2' };

const TEAS = [
  ['longjing', 'Longjing', 'Green', '18.50'],
  ['tieguanyin', 'Tieguanyin', 'Oolong', '21.00'],
  ['dahongpao', 'Da Hong Pao', 'Oolong', '34.00'],
  ['yinzhen', 'Silver Needle', 'White', '29.00'],
  ['dianhong', 'Dian Hong', 'Black', '16.00'],
  ['puer', "Aged Pu'er", 'Dark', '42.00'],
];

/** Says what the shop is and what it sells. Doing it again changes nothing. */
export async function stock(crm) {
  await crm.shop.set({ name: 'Two Leaves', currency: 'EUR', zone: 'Europe/Berlin' });
  for (const [sku, name, category, price] of TEAS) {
    await crm.products.upsert({ sku, name, category, price: `${price} EUR` });
  }
  await crm.loyalty.defineProgram('leaves', LEAVES);
  await crm.segments.define(REGULARS);
}

/** The shop over a store. */
export function storefront(crm, { secret }) {
  const app = Fastify({ bodyLimit: 16 * 1024 });
  app.register(formbody);
  app.register(cookie, { secret });
  app.addHook('onRequest', refuseOtherSites);
  app.addHook('onSend', protect);
  app.setErrorHandler(failed);
  app.setNotFoundHandler((_, reply) => send(reply.code(404), pages.problem('There is nothing here.')));

  app.get('/style.css', async (_, reply) => reply.type('text/css').send(await readFile(new URL('style.css', import.meta.url))));
  app.get('/', (request, reply) => home(crm, request, reply));
  app.get('/sign-up', async (_, reply) => send(reply, pages.signUp()));
  app.post('/sign-up', (request, reply) => signUp(crm, request, reply));
  app.get('/checkout', (request, reply) => checkout(crm, request, reply));
  app.post('/order', (request, reply) => order(crm, request, reply));
  app.get('/member', (request, reply) => member(crm, request, reply));
  app.post('/letter', (request, reply) => letter(crm, request, reply));
  app.post('/sign-out', async (_, reply) => reply.clearCookie('member', { path: '/' }).redirect('/', 303));
  return app;
}

async function home(crm, request, reply) {
  const id = memberOf(request);
  const teas = products(crm);
  const segments = id ? (await crm.segments.memberships(reference(id))).items : [];
  return send(reply, pages.home({ products: await teas, member: id, regular: segments.some(({ segment }) => segment === REGULARS.key) }));
}

async function signUp(crm, request, reply) {
  const { name = '', email = '', birthDate = '', letter } = request.body ?? {};
  const form = { name, email, birthDate, letter };
  if (!name.trim() || !email.trim()) return send(reply.code(422), pages.signUp(form, 'Please tell us your name and e-mail.'));
  // An e-mail joins records to one customer, so nobody becomes a member by somebody else's: a real shop would mail a
  // link to sign in with.
  if (await isKnown(crm, email)) return send(reply.code(409), pages.signUp(form, 'This e-mail is a member already.'));

  const externalId = randomUUID();
  const trial = await crm.dryRun().customers.upsert({ source: SOURCE, externalId, name, email, birthDate: birthDate || null });
  const [issue] = trial.issues;
  if (issue) return send(reply.code(422), pages.signUp(form, `Please look at ${issue.field.replace('_', ' ')} again: ${issue.reason}.`));

  await crm.customers.upsert({ source: SOURCE, externalId, name, email, birthDate: birthDate || null });
  await say(crm, externalId, letter === 'yes' ? 'granted' : 'withdrawn');
  await crm.events.record({ name: 'signed_up', customer: reference(externalId), source: SOURCE, externalId, channel: 'web' });
  return remember(reply, externalId).redirect('/member', 303);
}

/** What an order would come to, and bring: with leaves that pay for a part of it, and without. */
async function checkout(crm, request, reply) {
  const id = memberOf(request);
  if (!id) return reply.redirect('/sign-up', 303);
  const { sku, quantity } = request.query;
  const units = Number(quantity);
  if (!Number.isInteger(units) || units < 1 || units > QUANTITY_MAX) return send(reply.code(422), pages.problem(`Order 1 to ${QUANTITY_MAX} at a time.`));
  // The order has a name from now on: bought twice, it is one order. Signed, it is nobody else's, and of no other tea.
  const order = { id, externalId: randomUUID(), sku, units };
  const input = await inputOf(crm, order);
  const { redeemPoints, redeemAmount } = LEAVES;
  const [trial, { available }, earns, earnsLess] = await Promise.all([
    crm.dryRun().orders.record(input),
    crm.loyalty.balance({ customer: reference(id) }),
    crm.loyalty.preview({ order: input }),
    crm.loyalty.preview({ order: input, points: redeemPoints }),
  ]);
  const pay = available >= redeemPoints && { points: redeemPoints, amount: redeemAmount, earns: earnsLess.points };
  return send(reply, pages.checkout({ order: trial.order, available, earns: earns.points, pay, ticket: reply.signCookie(TICKET + JSON.stringify(order)) }));
}

/**
 * Leaves are set aside before the order is there, and taken when it is: if anything fails in between they come back by
 * themselves, after a quarter of an hour. Each step can be taken again.
 */
async function order(crm, request, reply) {
  const id = memberOf(request);
  if (!id) return reply.redirect('/sign-up', 303);
  const { ticket = '', leaves } = request.body ?? {};
  const { valid, value } = request.unsignCookie(ticket);
  const ordered = valid && value.startsWith(TICKET) ? JSON.parse(value.slice(TICKET.length)) : {};
  if (ordered.id !== id) return send(reply.code(422), pages.problem('This cannot be taken.'));
  const input = await inputOf(crm, ordered);
  const order = { type: 'external', source: SOURCE, externalId: ordered.externalId };
  const { externalId } = ordered;
  const hold = leaves === 'yes' && (await crm.loyalty.hold({ customer: reference(id), points: LEAVES.redeemPoints, order, source: SOURCE, externalId }));
  await crm.orders.record(input);
  if (hold) await crm.loyalty.capture({ hold: hold.entry.id, order });
  await crm.loyalty.earn({ order });
  return reply.redirect('/member', 303);
}

/** Name and price are ours: a visitor only says which tea, and how many. */
async function inputOf(crm, { id, externalId, sku = '', units }) {
  const { name, category, price } = await crm.products.get(sku);
  const line = { sku, name, category, quantity: units, unitPrice: price };
  const number = `T${externalId.slice(0, 6).toUpperCase()}`;
  return { source: SOURCE, externalId, number, customer: reference(id), placedAt: new Date(), lines: [line], financialStatus: 'paid', channel: 'web' };
}

async function member(crm, request, reply) {
  const id = memberOf(request);
  if (!id) return reply.redirect('/sign-up', 303);
  const customer = await crm.customers.resolve(reference(id));
  const [metrics, consents, timeline, leaves, entries] = await Promise.all([
    crm.orders.metrics(customer.id),
    crm.consents.state({ customer: customer.id }),
    crm.events.timeline({ customer: customer.id, limit: 50 }),
    crm.loyalty.balance({ customer: customer.id }),
    crm.loyalty.entries({ customer: customer.id, limit: 10 }),
  ]);
  const moved = entries.items.filter(({ points }) => points !== 0);
  const reasons = await Promise.all(moved.map(({ id }) => crm.loyalty.explain(id)));
  const letter = consents.find(({ purpose, channel }) => purpose === LETTER.purpose && channel === LETTER.channel);
  return send(reply, pages.member({ customer, metrics, letter, leaves, reasons, items: timeline.items }));
}

async function letter(crm, request, reply) {
  const id = memberOf(request);
  if (!id) return reply.redirect('/sign-up', 303);
  await say(crm, id, request.body?.letter === 'yes' ? 'granted' : 'withdrawn');
  return reply.redirect('/member', 303);
}

const say = (crm, id, state) => crm.consents.record({ ...LETTER, customer: reference(id), state, source: SOURCE, wording: WORDING });

const reference = (externalId) => ({ type: 'record', source: SOURCE, externalId });

async function isKnown(crm, email) {
  try {
    await crm.customers.resolve({ type: 'email', email });
    return true;
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof InvalidError) return false;
    throw error;
  }
}

async function products(crm) {
  const found = [];
  for await (const product of crm.products.iter()) found.push(product);
  return found;
}

const remember = (reply, id) => reply.setCookie('member', id, { path: '/', httpOnly: true, sameSite: 'lax', signed: true });

function memberOf(request) {
  const { member } = request.cookies;
  const { valid, value } = member === undefined ? {} : request.unsignCookie(member);
  return valid ? value : undefined;
}

/** A form of another site is not ours. */
async function refuseOtherSites(request, reply) {
  const { origin, host } = request.headers;
  if (request.method === 'POST' && origin !== undefined && ![`http://${host}`, `https://${host}`].includes(origin)) {
    return reply.code(403).send('forbidden');
  }
}

async function protect(_, reply) {
  reply.header('content-security-policy', "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'same-origin');
}

/** What the engine refuses is the visitor's to mend; all else is ours. */
function failed(error, request, reply) {
  if (error instanceof NotFoundError) return send(reply.code(404), pages.problem('There is nothing here.'));
  if (error instanceof RefusedError) return send(reply.code(409), pages.problem('These leaves are spent already, or were set aside too long ago.'));
  if (error instanceof InvalidError) return send(reply.code(422), pages.problem('This cannot be taken.'));
  if (error.statusCode < 500) return send(reply.code(error.statusCode), pages.problem('This cannot be taken.'));
  console.error(`${request.method} ${request.routeOptions.url}: ${error.stack}`);
  return send(reply.code(500), pages.problem('Something went wrong on our side.'));
}

const send = (reply, page) => reply.type('text/html; charset=utf-8').send(String(page));
