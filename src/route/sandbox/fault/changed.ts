import type { Answer } from '../answer/answer.ts'
import type { Reply } from '../reply.ts'
import type { Fault } from './fault.ts'

/** The answer that the fault leaves: `empty`, `blank`, and the filters that end one. */
export function changedAnswer(answer: Answer, fault: Fault | undefined): Answer {
  switch (fault?.kind) {
    case 'empty':
      return { ...answer, parts: [], finish: 'stop' }
    case 'blank':
      return { ...answer, parts: [{ kind: 'text', text: '' }], finish: 'stop' }
    case 'filter': {
      const [part] = answer.parts
      const text = fault.word === 'part' ? (part?.text ?? '') : ''
      const half = text.slice(0, Math.ceil(text.length / 2))
      return { ...answer, parts: [{ kind: 'text', text: half }], finish: 'content_filter' }
    }
    default:
      return answer
  }
}

/** The response that the fault leaves: `html` and `wrong-json`. */
export function changedReply(reply: Reply, fault: Fault | undefined): Reply {
  if (fault?.kind === 'html') {
    const headers = { ...reply.headers, 'content-type': 'text/html; charset=utf-8' }
    return { ...reply, headers, body: { kind: 'whole', text: PAGE } }
  }
  if (fault?.kind !== 'wrong-json') return reply
  if (reply.body.kind === 'whole') return { ...reply, body: { kind: 'whole', text: OTHER_JSON } }
  const event = { kind: 'frame', text: `data: ${OTHER_JSON}\n\n` } as const
  return { ...reply, body: { kind: 'stream', pieces: [event] } }
}

const PAGE =
  '<!DOCTYPE html>\n<html><head><title>sandbox</title></head><body><h1>Please sign in</h1></body></html>\n'
const OTHER_JSON = '{"sandbox":true}'
