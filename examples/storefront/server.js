// Opens the store, starts the shop, and closes both in order.
import { randomBytes } from 'node:crypto';
import { Crm } from 'guanxi';
import { stock, storefront } from './shop.js';

const { PORT = '3000', SHOP_STORE = 'shop', COOKIE_SECRET = randomBytes(32).toString('hex') } = process.env;

const crm = await Crm.open(SHOP_STORE, { actor: 'storefront' });
await stock(crm);
const app = storefront(crm, { secret: COOKIE_SECRET });
console.log(`The shop is open: ${await app.listen({ port: Number(PORT), host: '127.0.0.1' })}`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await app.close();
    await crm.close();
  });
}
