import { type JsonRecord, listOf, member, recordOf } from '../../catalog/json-data.ts'
import { type Failure, failureOf } from '../failure.ts'
import { type JudgedAnswer, modelNameOf } from './answer-facts.ts'
import { classifyErrorInAnswer } from './classify-error.ts'
import { emptiness } from './emptiness.ts'
import { finishReasonOf } from './finish-reason.ts'
import { usageOfCompletion } from './usage.ts'
import { writtenIn } from './written.ts'

/** Judges the parsed body of a chat completion. */
export function judgeChat(body: JsonRecord): JudgedAnswer {
  const choices = listOf(member(body, 'choices')).slice(0, MOST_CHOICES).map(recordOf)
  const written = choices.map((choice) => writtenIn(recordOf(member(choice, 'message'))))
  const facts = {
    model: modelNameOf(member(body, 'model')),
    finish: choices.flatMap((choice) => finishReasonOf(finishWord(choice)) ?? []),
    hasToolCalls: written.includes('tool call'),
    usage: usageOfCompletion(member(body, 'usage')),
  }
  if (choices.length === 0) return { failure: failureOf('no_choices'), facts }
  return { failure: errorOf(choices) ?? emptiness(written, facts.finish), facts }
}

/** The word for the end of a choice; Gemini has written it in its own way. */
export function finishWord(choice: JsonRecord): unknown {
  return member(choice, 'finish_reason') ?? member(choice, 'finishReason')
}

/** Of so many choices no request asks for more. */
export const MOST_CHOICES = 128

/** OpenRouter tells of a provider that broke off in the choice. */
function errorOf(choices: readonly JsonRecord[]): Failure | undefined {
  const broken = choices.find(
    (choice) =>
      (member(choice, 'error') ?? false) || finishReasonOf(finishWord(choice)) === 'error',
  )
  return broken && classifyErrorInAnswer(member(broken, 'error'))
}
