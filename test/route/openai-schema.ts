import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js'

/*
 * What OpenAI's reference says of the answers that a router gives, and nothing more: a member that
 * is not named here is a misfit, so that nothing slips in unseen. Of what is not OpenAI's there is
 * `x_router`, which the router adds, and what many hosts tell thoughts by.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/object
 * @see https://platform.openai.com/docs/api-reference/chat-streaming/streaming
 */

const TEXT = { type: 'string' }
const TEXT_OR_NULL = { type: ['string', 'null'] }
const COUNT = { type: 'integer', minimum: 0 }
const ANYTHING = {}

/** An object of these members and no others. */
function record(required: Members, optional: Members = {}): SchemaObject {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  }
}

type Members = Readonly<Record<string, SchemaObject>>

function listOf(items: SchemaObject): SchemaObject {
  return { type: 'array', items }
}

function orNull(schema: SchemaObject): SchemaObject {
  return { anyOf: [schema, { type: 'null' }] }
}

const FINISH = { enum: ['stop', 'length', 'tool_calls', 'content_filter', 'function_call'] }

const USAGE = record(
  { prompt_tokens: COUNT, completion_tokens: COUNT, total_tokens: COUNT },
  {
    prompt_tokens_details: record(
      {},
      { audio_tokens: COUNT, cached_tokens: COUNT, cache_write_tokens: COUNT },
    ),
    completion_tokens_details: record(
      {},
      {
        accepted_prediction_tokens: COUNT,
        audio_tokens: COUNT,
        reasoning_tokens: COUNT,
        rejected_prediction_tokens: COUNT,
      },
    ),
  },
)

/** Of an answer and of each chunk. */
const ORIGIN = { id: TEXT, created: COUNT, model: TEXT }

const BILLING = {
  service_tier: { enum: ['auto', 'default', 'flex', 'scale', 'priority', 'fast', null] },
  system_fingerprint: TEXT,
}

const THOUGHTS = { reasoning_content: TEXT, thinking_blocks: listOf({ type: 'object' }) }

const CALL = record({
  id: TEXT,
  type: { const: 'function' },
  function: record({ name: TEXT, arguments: TEXT }),
})

const MESSAGE = record(
  { role: { const: 'assistant' }, content: TEXT_OR_NULL, refusal: TEXT_OR_NULL },
  {
    tool_calls: { ...listOf(CALL), minItems: 1 },
    annotations: listOf({ type: 'object' }),
    ...THOUGHTS,
  },
)

const CALL_DELTA = record(
  { index: COUNT },
  {
    id: TEXT,
    type: { const: 'function' },
    function: record({}, { name: TEXT, arguments: TEXT }),
  },
)

const DELTA = record(
  {},
  {
    role: { const: 'assistant' },
    content: TEXT_OR_NULL,
    refusal: TEXT_OR_NULL,
    tool_calls: { ...listOf(CALL_DELTA), minItems: 1 },
    ...THOUGHTS,
  },
)

const LOGPROBS = { logprobs: { type: 'null' } }

/** A text where `encoding_format` is `base64`, as the clients of OpenAI ask of themselves. */
const VECTOR = {
  anyOf: [listOf({ type: 'number' }), { type: 'string', pattern: '^[A-Za-z0-9+/]+=*$' }],
}

/** Every form in which a router that is called as OpenAI is answers. */
export const OPENAI_SCHEMA = {
  completion: record(
    {
      ...ORIGIN,
      object: { const: 'chat.completion' },
      choices: {
        ...listOf(record({ index: COUNT, message: MESSAGE, finish_reason: FINISH, ...LOGPROBS })),
        minItems: 1,
      },
    },
    { usage: USAGE, ...BILLING, x_router: ANYTHING },
  ),
  chunk: record(
    {
      ...ORIGIN,
      object: { const: 'chat.completion.chunk' },
      choices: listOf(
        record({ index: COUNT, delta: DELTA, finish_reason: orNull(FINISH) }, LOGPROBS),
      ),
    },
    { usage: orNull(USAGE), ...BILLING },
  ),
  error: record({
    error: record({ message: TEXT, type: TEXT, param: TEXT_OR_NULL, code: TEXT_OR_NULL }),
  }),
  embeddings: record(
    {
      object: { const: 'list' },
      data: listOf(record({ object: { const: 'embedding' }, index: COUNT, embedding: VECTOR })),
      model: TEXT,
      usage: record({ prompt_tokens: COUNT, total_tokens: COUNT }),
    },
    { x_router: ANYTHING },
  ),
  models: record({
    object: { const: 'list' },
    data: listOf(record({ id: TEXT, object: { const: 'model' }, created: COUNT, owned_by: TEXT })),
  }),
} as const satisfies Members

export type OpenAiForm = keyof typeof OPENAI_SCHEMA

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })

/** What the schema of the form has against a value, a line each with its place. */
export function misfits(form: OpenAiForm, value: unknown): readonly string[] {
  const validate = ajv.getSchema(form) ?? ajv.addSchema(OPENAI_SCHEMA[form], form).getSchema(form)
  if (validate === undefined) throw new Error(`there is no schema for ${form}`)
  if (validate(value) === true) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    return `${instancePath} ${message} ${JSON.stringify(params)}`
  })
}
