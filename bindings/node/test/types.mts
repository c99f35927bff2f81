// Compiled, never run: the same types by `import`.
import * as guanxi from 'guanxi';
import { Crm, GuanxiError, type Customer } from 'guanxi';

export function same(crm: Crm): Customer[] {
  const also: guanxi.Crm = crm;
  void GuanxiError;
  return [...also.customers.iterSync({ limit: 10 })];
}
