import { isJsonRecord, listOf, member, recordOf } from '../../../src/catalog/json-data.ts'

/** What a client made of the answer. */
export interface Heard {
  /** What the model said, as far as it came. */
  readonly text: string
  /** Whether it ended as whole answers do. */
  readonly isWhole: boolean
  /** The code of the error, or its type where the interface has no codes. */
  readonly error: string | undefined
  /** The summary of the receipt. */
  readonly summary: unknown
}

/** One way to ask: an interface, and whether the answer comes as a stream. */
export interface Way {
  readonly path: string
  readonly delivery: 'whole' | 'stream'
  readonly body: { readonly [name: string]: unknown }
  readonly read: (answer: string) => Heard
}

const HELLO = [{ role: 'user', content: 'hello' }]

interface Interface {
  readonly path: string
  readonly body: Way['body']
  /** The text of an answer in one piece. */
  readonly textOf: (answer: object) => unknown
  /** The piece of text that an event of a stream brings. */
  readonly pieceOf: (event: object) => unknown
  readonly isLast: (event: object | string) => boolean
}

const INTERFACES: Readonly<Record<'chat' | 'messages' | 'responses', Interface>> = {
  chat: {
    path: '/chat/completions',
    body: { messages: HELLO },
    textOf: (answer) => at(answer, 'choices', 0, 'message', 'content'),
    pieceOf: (event) => at(event, 'choices', 0, 'delta', 'content'),
    isLast: (event) => event === '[DONE]',
  },
  messages: {
    path: '/messages',
    body: { messages: HELLO, max_tokens: 400 },
    textOf: (answer) => at(answer, 'content', 0, 'text'),
    pieceOf: (event) => at(event, 'delta', 'text'),
    isLast: (event) => at(event, 'type') === 'message_stop',
  },
  responses: {
    path: '/responses',
    body: { input: 'hello' },
    textOf: (answer) => at(answer, 'output', 0, 'content', 0, 'text'),
    pieceOf: (event) =>
      at(event, 'type') === 'response.output_text.delta' ? at(event, 'delta') : undefined,
    isLast: (event) => at(event, 'type') === 'response.completed',
  },
}

/** By their names: `chat`, `chat stream`, `messages`, … */
export const WAYS: ReadonlyMap<string, Way> = new Map(
  Object.entries(INTERFACES).flatMap(([name, face]): [string, Way][] => {
    const { path, body } = face
    return [
      [name, { path, body, delivery: 'whole', read: (answer) => readWhole(answer, face) }],
      [
        `${name} stream`,
        {
          path,
          body: { ...body, stream: true },
          delivery: 'stream',
          read: (answer) => readStream(answer, face),
        },
      ],
    ]
  }),
)

export function wayOf(name: string): Way {
  const way = WAYS.get(name)
  if (way === undefined) throw new Error(`there is no way ${name}`)
  return way
}

function readWhole(answer: string, { textOf }: Interface): Heard {
  const value: unknown = JSON.parse(answer)
  if (!isJsonRecord(value)) throw new Error(`no object: ${answer}`)
  const text = textOf(value)
  return {
    text: typeof text === 'string' ? text : '',
    isWhole: typeof text === 'string',
    error: errorIn(value),
    summary: member(value, 'x_router'),
  }
}

function readStream(answer: string, face: Interface): Heard {
  if (answer.startsWith('{')) return { ...readWhole(answer, face), isWhole: false }
  const blocks = answer.split(/\r?\n\r?\n/)
  if (blocks.pop() !== '') throw new Error(`the last event does not end: ${answer.slice(-200)}`)
  const lines = blocks.flatMap((block) => block.split(/\r?\n/))
  const data = lines.flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : []))
  const events = data.map((each) => (each === '[DONE]' ? each : recordOf(JSON.parse(each))))
  const records = events.filter((event) => typeof event === 'object')
  const pieces = records.map(face.pieceOf)
  const trailer = lines.find((line) => line.startsWith(': x_router '))
  const last = events.at(-1)
  return {
    text: pieces.filter((piece) => typeof piece === 'string').join(''),
    isWhole: last !== undefined && face.isLast(last),
    error: records.map(errorIn).find((error) => error !== undefined),
    summary: trailer === undefined ? undefined : JSON.parse(trailer.slice(': x_router '.length)),
  }
}

function errorIn(value: object): string | undefined {
  const code = at(value, 'error', 'code') ?? at(value, 'error', 'type')
  return typeof code === 'string' ? code : undefined
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof step === 'number' ? listOf(inner)[step] : member(recordOf(inner), step),
    value,
  )
}
