import { anSlo } from '../__testUtils__/contract';
import { chooseSlos } from './chooseSlos';

const entityRef = 'component:default/payments-api';
const latency = anSlo('checkout_latency_p95');
const success = anSlo('payment_success_rate');
const draft = anSlo('refund_latency', 'draft');

describe('chooseSlos', () => {
  it('takes every approved SLO where none is named', () => {
    expect(chooseSlos([latency, draft, success], { entityRef })).toEqual([
      latency,
      success,
    ]);
  });

  it('takes those that are named, by name or by id', () => {
    const slos = [latency, success];
    expect(
      chooseSlos(slos, { entityRef, sloNames: ['payment_success_rate'] }),
    ).toEqual([success]);
    expect(
      chooseSlos(slos, { entityRef, sloIds: ['id-of-checkout_latency_p95'] }),
    ).toEqual([latency]);
  });

  it('leaves it to the backend to refuse a draft that was named', () => {
    expect(
      chooseSlos([latency, draft], { entityRef, sloNames: ['refund_latency'] }),
    ).toEqual([draft]);
  });

  it.each([
    [{}, /has no approved SLO. Add one/],
    [
      { sloNames: ['nope', 'refund_latency'] },
      /no SLO with the name nope\. It has: refund_latency$/,
    ],
    [
      { sloIds: ['nope'] },
      /no SLO with the id nope\. It has: id-of-refund_latency$/,
    ],
    [{ sloNames: [] }, /list of SLOs is empty/],
    [{ sloNames: ['a'], sloIds: ['b'] }, /not both/],
  ])('refuses %j and says what to do', (choice, message) => {
    expect(() => chooseSlos([draft], { entityRef, ...choice })).toThrow(
      message,
    );
  });
});
