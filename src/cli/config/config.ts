import type { Source } from '../../base/source.ts'
import type { Span } from '../../base/span.ts'
import type { Budget, Level } from '../../lint/index.ts'
import { NO_ROUTER, NO_TRACE, type RouterConfig, type TraceConfig } from './router-config.ts'

/** What a project says once, so that no command has to be told. Absent members are not said. */
export interface Config {
  /** The path of the catalog, from the working directory or absolute. */
  readonly catalog: string | undefined
  /** Files and directories that hold the policies, from the working directory or absolute. */
  readonly policies: readonly string[] | undefined
  /** In the order of the file. */
  readonly levels: readonly LevelSetting[]
  readonly maxWarnings: number | undefined
  readonly budget: Budget | undefined
  readonly router: RouterConfig
  readonly trace: TraceConfig
}

/** How grave a rule is taken, as written: whether there is such a rule is for `lint` to say. */
export interface LevelSetting {
  /** A code, a name, or `all`. */
  readonly rule: string
  readonly level: Level
  readonly at: { readonly source: Source; readonly span: Span }
}

export const NO_CONFIG: Config = {
  catalog: undefined,
  policies: undefined,
  levels: [],
  maxWarnings: undefined,
  budget: undefined,
  router: NO_ROUTER,
  trace: NO_TRACE,
}
