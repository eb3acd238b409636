import { type Answer, CREATED_SECONDS, type Frame, type Part, partId } from './answer.ts'
import { namedEvent, type Piece, wordsOf } from './piece.ts'

/** The answer as a response of OpenAI's Responses API. */
export function responsesBody(answer: Answer, frame: Frame): object {
  const reason = answer.finish === 'length' ? 'max_output_tokens' : answer.finish
  const isWhole = reason === 'stop' || reason === 'tool_calls'
  return {
    ...responseHead(frame),
    status: isWhole ? 'completed' : 'incomplete',
    incomplete_details: isWhole ? null : { reason },
    output: answer.parts.map((part, index) => itemOf(part, frame, index)),
    usage: usageOf(answer),
  }
}

/** The same as a stream, with the events in the order in which OpenAI sends them. */
export function responsesEvents(answer: Answer, frame: Frame): readonly Piece[] {
  const begun = {
    ...responseHead(frame),
    status: 'in_progress',
    incomplete_details: null,
    output: [],
    usage: null,
  }
  const whole = responsesBody(answer, frame)
  const isWhole = answer.finish === 'stop' || answer.finish === 'tool_calls'
  const drafts: readonly Draft[] = [
    { kind: 'frame', type: 'response.created', rest: { response: begun } },
    { kind: 'frame', type: 'response.in_progress', rest: { response: begun } },
    ...answer.parts.flatMap((part, index) => eventsOfPart(part, frame, index)),
    {
      kind: 'end',
      type: isWhole ? 'response.completed' : 'response.incomplete',
      rest: { response: whole },
    },
  ]
  return drafts.map(({ kind, type, rest }, sequence_number) => ({
    kind,
    text: namedEvent(type, { sequence_number, ...rest }),
  }))
}

interface Draft {
  readonly kind: Piece['kind']
  readonly type: string
  readonly rest: object
}

function responseHead({ id, model }: Frame): object {
  return {
    id: `resp_${id}`,
    object: 'response',
    created_at: CREATED_SECONDS,
    background: false,
    error: null,
    instructions: null,
    max_output_tokens: null,
    metadata: {},
    model,
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    service_tier: 'default',
    store: false,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    truncation: 'disabled',
  }
}

function itemOf(part: Part, frame: Frame, index: number): object {
  if (part.kind === 'call') {
    return {
      id: partId(frame, 'fc', index),
      type: 'function_call',
      status: 'completed',
      call_id: partId(frame, 'call', index),
      name: part.name,
      arguments: part.text,
    }
  }
  return {
    id: partId(frame, 'msg', index),
    type: 'message',
    status: 'completed',
    role: 'assistant',
    content: [outputText(part.text)],
  }
}

function outputText(text: string): object {
  return { type: 'output_text', text, annotations: [], logprobs: [] }
}

function eventsOfPart(part: Part, frame: Frame, output_index: number): readonly Draft[] {
  const item = itemOf(part, frame, output_index)
  const isCall = part.kind === 'call'
  const begun = {
    ...item,
    status: 'in_progress',
    ...(isCall ? { arguments: '' } : { content: [] }),
  }
  const inner = isCall ? eventsOfCall(part.text) : eventsOfText(part.text)
  const place = { item_id: partId(frame, isCall ? 'fc' : 'msg', output_index), output_index }
  return [
    { kind: 'frame', type: 'response.output_item.added', rest: { output_index, item: begun } },
    ...inner.map((draft) => ({ ...draft, rest: { ...place, ...draft.rest } })),
    { kind: 'frame', type: 'response.output_item.done', rest: { output_index, item } },
  ]
}

function eventsOfCall(text: string): readonly Draft[] {
  return [
    ...wordsOf(text).map(
      (delta): Draft => ({
        kind: 'token',
        type: 'response.function_call_arguments.delta',
        rest: { delta },
      }),
    ),
    { kind: 'frame', type: 'response.function_call_arguments.done', rest: { arguments: text } },
  ]
}

function eventsOfText(text: string): readonly Draft[] {
  const content_index = 0
  return [
    {
      kind: 'frame',
      type: 'response.content_part.added',
      rest: { content_index, part: outputText('') },
    },
    ...wordsOf(text).map(
      (delta): Draft => ({
        kind: 'token',
        type: 'response.output_text.delta',
        rest: { content_index, delta, logprobs: [] },
      }),
    ),
    {
      kind: 'frame',
      type: 'response.output_text.done',
      rest: { content_index, text, logprobs: [] },
    },
    {
      kind: 'frame',
      type: 'response.content_part.done',
      rest: { content_index, part: outputText(text) },
    },
  ]
}

function usageOf({ usage: { input, cacheRead, output } }: Answer): object {
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cacheRead },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + output,
  }
}
