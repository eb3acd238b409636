import type { Environment, OutputStream } from './context.ts'

/** How text for people is laid out on one of the streams. */
export interface Screen {
  readonly color: boolean
  /** Terminal columns. */
  readonly width: number
  /** False in a pipe or a file, where a long line hurts nobody and a cut name does. */
  readonly isFixed: boolean
}

export type ColorChoice = 'auto' | 'always' | 'never'

/**
 * What the stream can show.
 *
 * Colour: the option `--color`, then `FORCE_COLOR`, then `NO_COLOR`, then whether a terminal
 * listens or, for reports, the log of a GitHub workflow. Width: `COLUMNS`, then the terminal, then 100.
 */
export function screenOf(stream: OutputStream, wishes: ScreenWishes): Screen {
  const { env, color } = wishes
  const asked = widthOf(env.COLUMNS)
  const own = stream.isTTY === true ? stream.columns : undefined
  return {
    color: color === 'auto' ? hasColor(stream, wishes) : color === 'always',
    width: Math.max(NARROWEST, asked ?? own ?? PIPE),
    isFixed: asked !== undefined || stream.isTTY === true,
  }
}

interface ScreenWishes {
  readonly env: Environment
  readonly color: ColorChoice
  /** Reports go to the log of a workflow, which shows colours; results may go to a file. */
  readonly holds: 'results' | 'reports'
}

function hasColor({ isTTY }: OutputStream, { env, holds }: ScreenWishes): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no } = env
  if (force !== undefined) return !OFF.has(force)
  if (no !== undefined && no !== '') return false
  if (env.GITHUB_ACTIONS === 'true' && holds === 'reports') return true
  return isTTY === true && env.TERM !== 'dumb'
}

const OFF: ReadonlySet<string> = new Set(['0', 'false'])

function widthOf(columns: string | undefined): number | undefined {
  const width = Number(columns)
  return columns !== undefined && Number.isInteger(width) && width > 0 ? width : undefined
}

const NARROWEST = 40
const PIPE = 100
