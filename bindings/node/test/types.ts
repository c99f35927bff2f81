// Compiled, never run: what TypeScript must accept, and what it must refuse.
import guanxi = require('guanxi');

export async function accepted(): Promise<void> {
  await using crm = await guanxi.Crm.open('memory:', { now: new Date(), seed: 7, actor: 'staff:mei', mustExist: false });
  const saved = await crm.customers.upsert({ name: 'Li Wei', email: undefined, phone: null, address: { lines: ['1'] }, fields: { vip: 'yes' } });
  const id: guanxi.CustomerId = saved.customer.id;
  const created: Date = saved.customer.createdAt;
  const birth: guanxi.CalendarDay | null = saved.customer.birthDate;
  const outcome: 'created' | 'updated' | 'unchanged' = saved.outcome;
  const field: boolean | number | string | undefined = saved.customer.fields['vip'];
  await crm.customers.get('cus_00000000000000000000000001');
  await crm.customers.find({ text: 'li', limit: 20 });
  await crm.customers.update(id, { email: 'a@example.cn', addTags: ['vip'] as const });
  await crm.customers.delete(id, saved.customer.version);
  await crm.orders.record({ externalId: '1', placedAt: new Date(), customer: { type: 'email', email: 'a@example.cn' }, total: '134.00 CNY' });
  await crm.orders.record({ externalId: '1', placedAt: '2026-03-01T10:15:00+08:00', customer: id, total: { amount: '134.00', currency: 'CNY' } });
  await crm.reports.rfm({ method: { type: 'independent' }, asOf: '2026-03-01' });
  for await (const customer of crm.customers.iter()) customer.name?.full.toUpperCase();
  for (const item of crm.events.timelineSync({ customer: id, limit: 3 }).items) label(item);
  const stop = new AbortController();
  const report = await crm.imports.customers({ data: 'email\n', name: 'a.csv' }, {
    mapping: { source: 'x' }, rejects: 'r.csv', signal: stop.signal, onProgress: (p) => { const done: number = p.done; void done; },
  });
  const rows: number = report.rows;
  void [created, birth, outcome, field, rows];
}

// A union is told apart by its type, and nothing is left out.
function label(item: guanxi.TimelineItem): string {
  switch (item.kind.type) {
    case 'order':
      return item.kind.total.amount;
    case 'refund':
      return item.kind.orderId;
    case 'event':
      return item.kind.event.name;
    case 'consent':
      return item.kind.purpose;
    default: {
      const never: never = item.kind;
      return never;
    }
  }
}

export function caught(error: unknown): string | undefined {
  if (error instanceof guanxi.InvalidArgumentError) {
    const code: 'invalid_argument' = error.code;
    return code + error.path + error.fields.reason;
  }
  if (error instanceof guanxi.StaleVersionError) return error.fields.found;
  if (error instanceof guanxi.NotFoundError) return error.kind;
  return error instanceof guanxi.GuanxiError ? error.code : undefined;
}

export function refused(crm: guanxi.Crm, order: guanxi.OrderId): void {
  // @ts-expect-error no such field
  crm.customers.upsertSync({ emial: 'a@example.cn' });
  // @ts-expect-error an id of another kind
  crm.customers.getSync(order);
  // @ts-expect-error money is no number
  crm.orders.recordSync({ externalId: '1', placedAt: new Date(), total: 134 });
  // @ts-expect-error a required field is left out
  crm.orders.recordSync({ externalId: '1' });
  // @ts-expect-error one of granted, pending, withdrawn
  crm.consents.recordSync({ customer: 'a@example.cn', purpose: 'p', channel: 'email', state: 'yes' });
  // @ts-expect-error nobody hears progress of a call that blocks
  crm.imports.customersSync('a.csv', { onProgress: () => {} });
  // @ts-expect-error stores are opened, not constructed
  new guanxi.Crm();
  // @ts-expect-error perhaps null
  crm.customers.getSync('cus_00000000000000000000000001').email.length;
}
