import type { Command } from './command.ts'

/** One command of the command line; what it does is loaded when it is asked for. */
export interface CommandRow {
  /** One word, or two: `catalog show`. */
  readonly name: string
  readonly topic: Topic
  readonly summary: string
  readonly load: () => Promise<Command>
}

export type Topic =
  | 'Policies'
  | 'Decisions'
  | 'Claims'
  | 'Routing'
  | 'Traces'
  | 'Catalogs'
  | 'Terms'
  | 'The tool'

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'compile',
    topic: 'Policies',
    summary: 'turn policies into the terms that travel with calls',
    load: async () => (await import('./topics/compiling.ts')).compileCommand,
  },
  {
    name: 'build',
    topic: 'Policies',
    summary: 'write policies out as a typed module for programs',
    load: async () => (await import('./topics/building.ts')).buildCommand,
  },
  {
    name: 'decompile',
    topic: 'Policies',
    summary: 'turn terms back into policies',
    load: async () => (await import('./topics/policies.ts')).decompileCommand,
  },
  {
    name: 'lint',
    topic: 'Policies',
    summary: 'find what is wrong, needless or risky in policies',
    load: async () => (await import('./topics/linting.ts')).lintCommand,
  },
  {
    name: 'fmt',
    topic: 'Policies',
    summary: 'lay policies out, the one way there is',
    load: async () => (await import('./topics/policies.ts')).fmtCommand,
  },
  {
    name: 'simulate',
    topic: 'Decisions',
    summary: 'show what a policy chooses from a catalog, and what it would cost',
    load: async () => (await import('./topics/decisions.ts')).simulateCommand,
  },
  {
    name: 'explain',
    topic: 'Decisions',
    summary: 'say why a route is chosen or not, or what a code means',
    load: async () => (await import('./topics/decisions.ts')).explainCommand,
  },
  {
    name: 'diff',
    topic: 'Decisions',
    summary: 'show what a change of policy changes, and for whom',
    load: async () => (await import('./topics/linting.ts')).diffCommand,
  },
  {
    name: 'test',
    topic: 'Claims',
    summary: 'try policies on a catalog: what they pick, reject and keep',
    load: async () => (await import('./topics/claims.ts')).testCommand,
  },
  {
    name: 'prove',
    topic: 'Claims',
    summary: 'prove what is claimed of policies, for every model there can be',
    load: async () => (await import('./topics/claims.ts')).proveCommand,
  },
  {
    name: 'run',
    topic: 'Routing',
    summary: 'ask a model by a policy, or run a program whose calls a policy decides',
    load: async () => (await import('./topics/routing.ts')).runCommand,
  },
  {
    name: 'serve',
    topic: 'Routing',
    summary: 'run the router: an endpoint that chooses the model of each call by policy',
    load: async () => (await import('./topics/routing.ts')).serveCommand,
  },
  {
    name: 'sandbox',
    topic: 'Routing',
    summary: 'play every model of a catalog on this machine, with faults to try',
    load: async () => (await import('./topics/routing.ts')).sandboxCommand,
  },
  {
    name: 'replay',
    topic: 'Traces',
    summary: 'make recorded decisions again, and show what differs',
    load: async () => (await import('./topics/traces.ts')).replayCommand,
  },
  {
    name: 'trace show',
    topic: 'Traces',
    summary: 'tell one request: what was decided, why, and what came of it',
    load: async () => (await import('./topics/traces.ts')).traceShowCommand,
  },
  {
    name: 'trace verify',
    topic: 'Traces',
    summary: 'find what was changed, lost or added in a trace',
    load: async () => (await import('./topics/traces.ts')).traceVerifyCommand,
  },
  {
    name: 'trace stats',
    topic: 'Traces',
    summary: 'sum up a trace: calls, spend, failovers, latency',
    load: async () => (await import('./topics/traces.ts')).traceStatsCommand,
  },
  {
    name: 'trace import',
    topic: 'Traces',
    summary: 'make a trace of the logged answers of another host',
    load: async () => (await import('./topics/traces.ts')).traceImportCommand,
  },
  {
    name: 'catalog show',
    topic: 'Catalogs',
    summary: 'list, filter and compare what a catalog offers',
    load: async () => (await import('./topics/decisions.ts')).catalogShowCommand,
  },
  {
    name: 'catalog check',
    topic: 'Catalogs',
    summary: 'find mistakes and doubtful figures in a catalog',
    load: async () => (await import('./topics/catalogs.ts')).catalogCheckCommand,
  },
  {
    name: 'catalog import',
    topic: 'Catalogs',
    summary: 'make a catalog of a list of models that others keep',
    load: async () => (await import('./topics/catalogs.ts')).catalogImportCommand,
  },
  {
    name: 'catalog diff',
    topic: 'Catalogs',
    summary: 'show what changed between two catalogs',
    load: async () => (await import('./topics/catalogs.ts')).catalogDiffCommand,
  },
  {
    name: 'catalog fields',
    topic: 'Catalogs',
    summary: 'list the fields that policies may name',
    load: async () => (await import('./topics/catalogs.ts')).catalogFieldsCommand,
  },
  {
    name: 'ir check',
    topic: 'Terms',
    summary: 'say whether hosts accept a term, or why not',
    load: async () => (await import('./topics/terms.ts')).irCheckCommand,
  },
  {
    name: 'ir normalize',
    topic: 'Terms',
    summary: 'bring a term into normal form',
    load: async () => (await import('./topics/terms.ts')).irNormalizeCommand,
  },
  {
    name: 'ir encode',
    topic: 'Terms',
    summary: 'write a term as the bytes that identify it',
    load: async () => (await import('./topics/terms.ts')).irEncodeCommand,
  },
  {
    name: 'ir fingerprint',
    topic: 'Terms',
    summary: 'identify a term',
    load: async () => (await import('./topics/terms.ts')).irFingerprintCommand,
  },
  {
    name: 'conformance',
    topic: 'Terms',
    summary: 'replay conformance vectors',
    load: async () => (await import('./topics/terms.ts')).conformanceCommand,
  },
  {
    name: 'init',
    topic: 'The tool',
    summary: 'begin a project: a policy, its tests, and their checks in CI',
    load: async () => (await import('./topics/tool.ts')).initCommand,
  },
  {
    name: 'lsp',
    topic: 'The tool',
    summary: 'serve editors: diagnostics, completion, hover, renaming',
    load: async () => (await import('./topics/editors.ts')).lspCommand,
  },
  {
    name: 'grammar',
    topic: 'The tool',
    summary: 'print the grammar of the language for people and for tools',
    load: async () => (await import('./topics/policies.ts')).grammarCommand,
  },
  {
    name: 'rules',
    topic: 'The tool',
    summary: 'list everything that can be said about a policy, a catalog or a term',
    load: async () => (await import('./topics/tool.ts')).rulesCommand,
  },
  {
    name: 'completion',
    topic: 'The tool',
    summary: 'print what a shell needs to complete commands and options',
    load: async () => (await import('./topics/tool.ts')).completionCommand,
  },
  {
    name: 'version',
    topic: 'The tool',
    summary: 'show the versions of the tool, the language and the formats',
    load: async () => (await import('./topics/tool.ts')).versionCommand,
  },
]
