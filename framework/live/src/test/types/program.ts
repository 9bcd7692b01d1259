// A program as a user writes it, in strict TypeScript. Each `@ts-expect-error` is a mistake that the declarations must find.
import { connect, ProblemError, type Handlers, type Live, type State } from '/_serval/live.js';

interface Order {
  id: number;
  status: string;
}

const stop = new AbortController();
const live: Live = connect({ signal: stop.signal, limits: { hidden: Infinity } });
const show = (order: Order) => document.body.append(order.status);

const subscription = live.subscribe(
  '/orders/42/events',
  {
    snapshot: (orders: Order[]) => orders.forEach(show),
    event: (order: Order, position) => console.log(order.id, position.length),
    state: ({ name, since, problem }: State) => console.log(name, since.toISOString(), problem?.detail),
  },
  { from: 'e:7', signal: stop.signal },
);
const position: string | undefined = subscription.position;
subscription.close();

const handlers: Handlers<Order> = { event: show };
live.subscribe('/orders', handlers);

const orders = live.reduce('/orders', (all: Order[], order: Order) => [...all, order], {
  initial: [],
  changed: (all) => console.log(all.length),
});
const count: number | undefined = orders.value?.length;

const prices = live.latest<number>('/prices', {
  changed: (values, keys) => console.log([...keys].map((key) => values.get(key))),
});
const price: number | undefined = prices.values.get('ACME');

async function loop() {
  try {
    for await (const change of live.changes<Order>('/orders/42/events')) {
      if (change.type === 'event') show(change.data);
    }
  } catch (error) {
    if (error instanceof ProblemError) console.log(error.problem.status);
  }
}

live.addEventListener('state', () => live.state.name === 'reconnecting' && live.reconnect());

// @ts-expect-error a handler that there is not
live.subscribe('/orders', { evnt: show });
// @ts-expect-error a path is a text
live.subscribe(42, {});
// @ts-expect-error it may not be there yet
const early: string = subscription.position;
// @ts-expect-error the position is given, not set
subscription.position = 'e:9';
// @ts-expect-error a state that there is not
if (live.state.name === 'opened') stop.abort();
// @ts-expect-error only an event has data
for await (const change of live.changes('/orders')) show(change.data);

export { count, early, loop, position, price };
