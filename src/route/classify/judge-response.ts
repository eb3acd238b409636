import { type JsonRecord, listOf, member, recordOf } from '../../catalog/json-data.ts'
import { failureOf } from '../failure.ts'
import { type AnswerFacts, type JudgedAnswer, modelNameOf } from './answer-facts.ts'
import { emptiness } from './emptiness.ts'
import { type FinishReason, finishReasonOf } from './finish-reason.ts'
import { usageOfResponse } from './usage.ts'
import type { Written } from './written.ts'

/** Judges the parsed body of a response of OpenAI's Responses API. */
export function judgeResponse(body: JsonRecord): JudgedAnswer {
  const facts = factsOfResponse(body)
  if (!Array.isArray(member(body, 'output'))) return { failure: failureOf('unlike_answer'), facts }
  // What runs in the background has no answer yet.
  const isPending = ['queued', 'in_progress'].includes(String(member(body, 'status')))
  return { failure: isPending ? undefined : emptiness(writtenInOutput(body), facts.finish), facts }
}

/** The facts of a response, as it is answered or as the last event of a stream holds it. */
export function factsOfResponse(response: JsonRecord): AnswerFacts {
  const hasToolCalls = writtenInOutput(response).includes('tool call')
  const finish = finishOf(response, hasToolCalls ? 'tool_calls' : 'stop')
  return {
    model: modelNameOf(member(response, 'model')),
    finish: finish === undefined ? [] : [finish],
    hasToolCalls,
    usage: usageOfResponse(member(response, 'usage')),
  }
}

function finishOf(response: JsonRecord, completed: FinishReason): FinishReason | undefined {
  const status = member(response, 'status')
  if (status === 'completed') return completed
  if (status !== 'incomplete') return undefined
  return (
    finishReasonOf(member(recordOf(member(response, 'incomplete_details')), 'reason')) ?? 'other'
  )
}

function writtenInOutput(response: JsonRecord): readonly Written[] {
  return listOf(member(response, 'output')).map((item) => writtenInItem(recordOf(item)))
}

/** What an item of the output holds; calls of tools that the provider runs itself are answers. */
export function writtenInItem(item: JsonRecord): Written {
  const type = member(item, 'type')
  if (type === 'reasoning') return 'reasoning'
  if (type === 'function_call' || type === 'custom_tool_call') return 'tool call'
  if (type !== 'message') return typeof type === 'string' ? 'answer' : 'nothing'
  const parts = listOf(member(item, 'content')).map(recordOf)
  return parts.some((part) => (member(part, 'text') || member(part, 'refusal') || '') !== '')
    ? 'answer'
    : 'nothing'
}
