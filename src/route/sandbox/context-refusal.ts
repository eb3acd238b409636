import type { Place } from './places.ts'
import type { Refusal } from './refusal.ts'

/** Why so many tokens of prompt and answer are too many for the model, if they are. */
export function contextRefusal(
  input: number,
  output: number,
  { context, dialect }: Place,
): Refusal | undefined {
  if (context === undefined || input + output <= context) return undefined
  if (dialect === 'openai') {
    const message = `This model's maximum context length is ${context} tokens. However, you requested ${input + output} tokens (${input} in the messages, ${output} in the completion). Please reduce the length of the messages or completion.`
    return { kind: 'context_exceeded', message, param: 'messages' }
  }
  const message =
    input > context
      ? `prompt is too long: ${input} tokens > ${context} maximum`
      : `input length and \`max_tokens\` exceed context limit: ${input} + ${output} > ${context}, decrease input length or \`max_tokens\` and try again`
  return { kind: 'context_exceeded', message }
}
