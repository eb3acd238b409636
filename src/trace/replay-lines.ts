import { ENGINE } from './engine.ts'
import type { PlayedFlow } from './play-flow.ts'
import { readTrace, type TraceLine } from './read-trace.ts'
import { openReplay, type Played } from './replay.ts'

/**
 * Plays every receipt and every flow of a trace again, from the lines alone. A line that is no record is answered
 * in its place, and the rest is played.
 *
 * @param lines the lines without their breaks.
 */
export async function* replay(
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Played | PlayedFlow | Extract<TraceLine, { kind: 'fault' }>> {
  const { take } = openReplay(ENGINE)
  for await (const line of readTrace(lines)) {
    const outcome = line.kind === 'fault' ? line : take(line.record)
    if (outcome !== undefined) yield outcome
  }
}
