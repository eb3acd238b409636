import type { Tool, ToolCall } from './chat.ts'

export interface Order {
  readonly id: string
  readonly item: string
  readonly status: 'on its way' | 'delivered'
  readonly totalCents: number
}

/** What the agent can do for one customer. */
export interface Desk {
  readonly tools: readonly Tool[]
  /** Does what a model asks for. What cannot be done is told to the model, never thrown. */
  readonly run: (call: ToolCall['function']) => object
}

/** Beyond this a person decides. */
const REFUND_LIMIT_CENTS = 50_00

/**
 * A model may name an order, and one of this customer alone. It cannot say how much is paid back, nor
 * argue about the limit: the code knows both.
 */
export function openDesk(orders: readonly Order[]): Desk {
  const refunded = new Set<string>()

  function refund({ id, totalCents }: Order): object {
    if (refunded.has(id)) return { error: 'this order was refunded before' }
    if (totalCents > REFUND_LIMIT_CENTS) return { error: 'above the limit: a person will decide' }
    refunded.add(id)
    return { refunded: id, cents: totalCents }
  }

  const actions = new Map([
    ['look_up_order', (order: Order) => ({ ...order, refunded: refunded.has(order.id) })],
    ['refund_order', refund],
  ])

  return {
    tools: [
      toolOf('look_up_order', 'What was ordered, what it cost, and where it is.', orders),
      toolOf('refund_order', 'Pays the whole price of an order back.', orders),
    ],
    run({ name, arguments: text }) {
      const action = actions.get(name)
      if (action === undefined) return { error: 'there is no such tool' }
      const order = orders.find(({ id }) => id === orderIn(text))
      return order === undefined ? { error: 'the customer has no such order' } : action(order)
    },
  }
}

function toolOf(name: string, description: string, orders: readonly Order[]): Tool {
  const order = { type: 'string', enum: orders.map(({ id }) => id) }
  const parameters = { type: 'object', properties: { order }, required: ['order'] }
  return { type: 'function', function: { name, description, parameters } }
}

/** The order that arguments name; undefined where they are not JSON, or name none. */
function orderIn(text: string): unknown {
  try {
    return JSON.parse(text)?.order
  } catch {
    return undefined
  }
}
