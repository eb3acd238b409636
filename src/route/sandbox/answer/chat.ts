import { type Answer, CREATED_SECONDS, callsOf, type Frame, partId, textOf } from './answer.ts'
import { dataEvent, type Piece, wordsOf } from './piece.ts'

/** The answer as a chat completion. */
export function chatBody(answer: Answer, frame: Frame): object {
  return {
    id: `chatcmpl-${frame.id}`,
    object: 'chat.completion',
    created: CREATED_SECONDS,
    model: frame.model,
    choices: choicesOf(answer, frame).map((index) => ({
      index,
      message: messageOf(answer, frame),
      logprobs: null,
      finish_reason: answer.finish,
    })),
    usage: usageOf(answer),
    service_tier: 'default',
    system_fingerprint: 'sandbox',
  }
}

/** The same as a stream. An answer without parts is a stream of which only the end came. */
export function chatEvents(answer: Answer, frame: Frame): readonly Piece[] {
  const piece = (kind: Piece['kind'], index: number, { delta, finish }: Chunk): Piece => ({
    kind,
    text: chunk(frame, {
      choices: [{ index, delta, logprobs: null, finish_reason: finish }],
      ...(frame.wantsUsage && { usage: null }),
    }),
  })
  const indexes = choicesOf(answer, frame)
  const role = { role: 'assistant', content: callsOf(answer).length > 0 ? null : '', refusal: null }
  return [
    ...indexes.map((index) => piece('frame', index, { delta: role, finish: null })),
    ...deltasOf(answer, frame).flatMap((delta) =>
      indexes.map((index) => piece('token', index, { delta, finish: null })),
    ),
    ...indexes.map((index) => piece('end', index, { delta: {}, finish: answer.finish })),
    ...(frame.wantsUsage && indexes.length > 0
      ? [{ kind: 'end', text: chunk(frame, { choices: [], usage: usageOf(answer) }) } as const]
      : []),
    { kind: 'done', text: 'data: [DONE]\n\n' },
  ]
}

interface Chunk {
  readonly delta: object
  readonly finish: Answer['finish'] | null
}

function chunk({ id, model }: Frame, rest: object): string {
  return dataEvent({
    id: `chatcmpl-${id}`,
    object: 'chat.completion.chunk',
    created: CREATED_SECONDS,
    model,
    service_tier: 'default',
    system_fingerprint: 'sandbox',
    ...rest,
  })
}

function choicesOf({ parts }: Answer, { choices }: Frame): readonly number[] {
  return Array.from({ length: parts.length === 0 ? 0 : choices }, (_, index) => index)
}

function messageOf(answer: Answer, frame: Frame): object {
  const calls = callsOf(answer)
  const message = {
    role: 'assistant',
    content: calls.length > 0 ? null : textOf(answer, 'text'),
    refusal: null,
    annotations: [],
  }
  if (calls.length === 0) return message
  return {
    ...message,
    tool_calls: calls.map(({ name, text }, index) => ({
      id: partId(frame, 'call', index),
      type: 'function',
      function: { name, arguments: text },
    })),
  }
}

/** The name of a call comes first, then its arguments, piece by piece. */
function deltasOf(answer: Answer, frame: Frame): readonly object[] {
  const calls = callsOf(answer).flatMap(({ name, text }, index) => [
    {
      tool_calls: [
        {
          index,
          id: partId(frame, 'call', index),
          type: 'function',
          function: { name, arguments: '' },
        },
      ],
    },
    ...wordsOf(text).map((word) => ({ tool_calls: [{ index, function: { arguments: word } }] })),
  ])
  return [...wordsOf(textOf(answer, 'text')).map((content) => ({ content })), ...calls]
}

function usageOf({ usage: { input, cacheRead, output } }: Answer): object {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cacheRead, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }
}
