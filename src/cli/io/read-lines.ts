import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { err, ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import { type Problem, problem } from '../problem.ts'
import { readProblem } from './file-errors.ts'

/** A line of a file that is read as it comes, without its line break. */
export interface Line {
  /** From 1. */
  readonly number: number
  readonly text: string
}

/**
 * The lines of a file, or of standard input for `-`, one at a time, so that memory does not grow
 * with the file. Bytes that are no UTF-8 read as `�`. Empty lines are left out.
 */
export async function readLines(
  path: string,
  { cwd, stdin }: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<AsyncIterable<Line>, Problem>> {
  if (path === '-') return ok(linesOf(stdin))
  const place = resolve(cwd, path)
  try {
    const info = await stat(place)
    if (info.isDirectory()) return err(problem(`\`${path}\` is a directory`, 'name a file in it'))
    const stream = createReadStream(place)
    // Opening it shows whether it may be read, before anything is answered.
    await new Promise((opened, failed) => stream.once('open', opened).once('error', failed))
    return ok(linesOf(stream))
  } catch (error) {
    return err(await readProblem(error, path, place))
  }
}

async function* linesOf(chunks: Context['stdin']): AsyncGenerator<Line> {
  const decoder = new TextDecoder()
  let rest = ''
  let number = 0
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      number++
      if (line.trim() !== '') yield { number, text: line }
    }
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield { number: number + 1, text: rest }
}
