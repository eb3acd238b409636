import { type JsonRecord, listOf, member, recordOf } from '../../catalog/json-data.ts'
import { failureOf } from '../failure.ts'
import { type JudgedAnswer, modelNameOf } from './answer-facts.ts'
import { emptiness } from './emptiness.ts'
import { finishReasonOf } from './finish-reason.ts'
import { usageOfMessage } from './usage.ts'
import type { Written } from './written.ts'

/** Judges the parsed body of a message of Anthropic's Messages API. */
export function judgeMessage(body: JsonRecord): JudgedAnswer {
  const content = member(body, 'content')
  const written = listOf(content).map((block) => writtenInBlock(recordOf(block)))
  const finish = finishReasonOf(member(body, 'stop_reason'))
  const facts = {
    model: modelNameOf(member(body, 'model')),
    finish: finish === undefined ? [] : [finish],
    hasToolCalls: written.includes('tool call'),
    usage: usageOfMessage(member(body, 'usage')),
  }
  if (!Array.isArray(content)) return { failure: failureOf('unlike_answer'), facts }
  return { failure: emptiness(written, facts.finish), facts }
}

/** What a block of the content holds. */
export function writtenInBlock(block: JsonRecord): Written {
  const type = member(block, 'type')
  if (type === 'thinking' || type === 'redacted_thinking') return 'reasoning'
  if (type === 'tool_use') return 'tool call'
  if (type === 'text') return (member(block, 'text') ?? '') === '' ? 'nothing' : 'answer'
  return typeof type === 'string' ? 'answer' : 'nothing'
}
