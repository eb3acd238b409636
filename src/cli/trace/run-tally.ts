import { err, ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import { patientWriter } from '../io/patient-writer.ts'
import { type Problem, problem } from '../problem.ts'
import { grouped } from '../report/grouped.ts'
import { openProgress } from '../report/progress.ts'
import { type Crew, crewOf, oneDesk, threadsAtHand } from './crew.ts'
import type { Inquiry, Taken } from './desk.ts'
import { type LineBlock, lineBlocks } from './line-blocks.ts'
import { mergeReadings, NOTHING_READ, type Reading } from './reading.ts'
import { idProblem } from './selected-ids.ts'
import { type AskedOf, type FoundBy, kindOfTally, type TallyName } from './tallies.ts'
import { tellReading } from './tell-reading.ts'
import type { TraceFile } from './trace-files.ts'
import type { TracesAsked } from './traces-asked.ts'

/** How many threads read a trace. */
export const THREADS_OPTION = {
  kind: 'whole',
  value: 'N',
  least: 1,
  most: 64,
  doc: 'how many threads play; else as many as the machine runs at once, and one for a small trace',
} as const

/** What is asked of which files. */
export interface TallyRun<N extends TallyName> extends TracesAsked {
  readonly tally: N
  readonly asked: AskedOf<N>
}

export interface Tallied<S> {
  readonly found: S
  readonly reading: Reading
}

/**
 * Reads the files from their beginnings to their ends, and finds out what is asked. Texts of the
 * tally are written as they come, and what cannot be read is told; memory does not grow with the
 * files.
 *
 * @returns a problem where a file is in a format that a newer version writes, or an id that was
 * asked for is not that of one receipt.
 */
export async function runTally<N extends TallyName>(
  { tally, asked, selection, files, threads }: TallyRun<N>,
  context: Context,
): Promise<Result<Tallied<FoundBy<N>>, Problem>> {
  const deals = await dealt(files, threads)
  const inquiry: Inquiry = { tally, asked, selection }
  const crew = deals.threads === 1 ? oneDesk(inquiry) : crewOf(deals.threads, inquiry)
  try {
    const refused = await workThrough(deals.blocks, crew, context)
    if (refused !== undefined) return err(newerFormat(refused, files))
    const results = await crew.results()
    const kind = kindOfTally(tally)
    const found = results.map((each) => each.found).reduce((a, b) => kind.merge(a, b, asked))
    const reading = results.map((each) => each.reading).reduce(mergeReadings, NOTHING_READ)
    tellReading(reading, files, context)
    const unknownId = idProblem(selection, reading)
    if (unknownId !== undefined) return err(unknownId)
    // What a tally of that name finds is of its type.
    return ok({ found: found as FoundBy<N>, reading })
  } finally {
    await crew.close()
  }
}

interface Deal {
  readonly block: LineBlock
  readonly file: number
}

/** The blocks of all files, and how many threads they are worth. */
async function dealt(files: readonly TraceFile[], threads: number | undefined) {
  const blocks = blocksOf(files)
  if (threads !== undefined) return { threads, blocks }
  const first: Deal[] = []
  let bytes = 0
  while (bytes < LARGE_BYTES) {
    const { done, value } = await blocks.next()
    if (done === true) return { threads: 1, blocks: first }
    first.push(value)
    bytes += value.block.bytes.length
  }
  return { threads: threadsAtHand(), blocks: chained(first, blocks) }
}

/** What one thread plays in about the time in which another one starts. */
const LARGE_BYTES = 16 * 1024 * 1024

async function* blocksOf(files: readonly TraceFile[]): AsyncGenerator<Deal, undefined> {
  for (const [file, { chunks }] of files.entries()) {
    for await (const block of lineBlocks(chunks())) yield { block, file }
  }
  return undefined
}

async function* chained(first: Deal[], rest: AsyncIterable<Deal>): AsyncGenerator<Deal> {
  // Taken out one by one, so that those that are done with can be forgotten.
  for (let deal = first.shift(); deal !== undefined; deal = first.shift()) yield deal
  yield* rest
}

/** @returns the line because of which the trace is refused. */
async function workThrough(
  deals: AsyncIterable<Deal> | Iterable<Deal>,
  crew: Crew,
  context: Context,
): Promise<Taken['refused']> {
  const progress = openProgress(context)
  const write = patientWriter(context.stdout)
  const pending: Promise<Taken>[] = []
  let [bytes, receipts] = [0, 0]
  const settle = async (oldest: Promise<Taken>): Promise<Taken['refused']> => {
    const taken = await oldest
    receipts += taken.receipts
    if (taken.text !== '') {
      progress.clear()
      await write(taken.text)
    }
    progress.show(`${grouped(receipts)} receipts, ${Math.round(bytes / 1e6)} MB`)
    return taken.refused
  }
  try {
    for await (const { block, file } of deals) {
      const oldest = pending.length < crew.depth ? undefined : pending.shift()
      const refused = oldest && (await settle(oldest))
      if (refused !== undefined) return refused
      bytes += block.bytes.length
      const taken = crew.take(block, file)
      // It is waited for in its turn: until then its failure is not one that nobody handles.
      taken.catch(() => undefined)
      pending.push(taken)
    }
    for (const oldest of pending) {
      const refused = await settle(oldest)
      if (refused !== undefined) return refused
    }
    return undefined
  } finally {
    progress.clear()
  }
}

function newerFormat(
  { file, line, message }: NonNullable<Taken['refused']>,
  files: readonly TraceFile[],
): Problem {
  return problem(
    `\`${files[file]?.name}:${line}\`: ${message}`,
    'read it with a newer version: `npm install unhardcoded@latest`',
  )
}
