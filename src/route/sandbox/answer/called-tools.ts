import type { Ask, Tool } from '../ask/ask.ts'

/**
 * The tools that an answer calls, in order. The last message of a user names them, as in
 * `call get_weather and call now`. Where a call is required and none is named, it is the first tool;
 * where tools have just answered, nothing is called but what is required.
 */
export function calledTools({ tools, toolChoice, turns, isParallel }: Ask): readonly Tool[] {
  if (toolChoice.kind === 'none') return []
  if (toolChoice.kind === 'named') return tools.filter(({ name }) => name === toolChoice.name)
  const last = turns.at(-1)
  const words = last?.role === 'user' ? [...last.text.matchAll(CALL)].map(([, name]) => name) : []
  const named = words.flatMap((word) => tools.find(({ name }) => name === word) ?? [])
  const called = named.length === 0 && toolChoice.kind === 'required' ? tools.slice(0, 1) : named
  return called.slice(0, isParallel ? MOST_CALLS : 1)
}

const CALL = /\bcall ([\w-]{1,64})/g
const MOST_CALLS = 16
