import type { Command } from './command.ts'

/** One command of the command line; what it does is loaded when it is asked for. */
export interface CommandRow {
  /** One word, or two: `catalog show`. */
  readonly name: string
  readonly topic: Topic
  readonly summary: string
  readonly load: () => Promise<Command>
}

export type Topic = 'Policies' | 'Decisions' | 'Catalogs' | 'Terms' | 'The tool'

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'compile',
    topic: 'Policies',
    summary: 'turn policies into the terms that travel with calls',
    load: async () => (await import('./commands/compile.ts')).compileCommand,
  },
  {
    name: 'decompile',
    topic: 'Policies',
    summary: 'turn terms back into policies',
    load: async () => (await import('./commands/decompile.ts')).decompileCommand,
  },
  {
    name: 'fmt',
    topic: 'Policies',
    summary: 'lay policies out, the one way there is',
    load: async () => (await import('./commands/fmt.ts')).fmtCommand,
  },
  {
    name: 'simulate',
    topic: 'Decisions',
    summary: 'show what a policy chooses from a catalog, and what it would cost',
    load: async () => (await import('./commands/simulate.ts')).simulateCommand,
  },
  {
    name: 'explain',
    topic: 'Decisions',
    summary: 'say why a route is chosen or not, or what a code means',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  {
    name: 'catalog show',
    topic: 'Catalogs',
    summary: 'list, filter and compare what a catalog offers',
    load: async () => (await import('./commands/catalog-show.ts')).catalogShowCommand,
  },
  {
    name: 'catalog check',
    topic: 'Catalogs',
    summary: 'find mistakes and doubtful figures in a catalog',
    load: async () => (await import('./commands/catalog-check.ts')).catalogCheckCommand,
  },
  {
    name: 'catalog import',
    topic: 'Catalogs',
    summary: 'make a catalog of a list of models that others keep',
    load: async () => (await import('./commands/catalog-import.ts')).catalogImportCommand,
  },
  {
    name: 'catalog diff',
    topic: 'Catalogs',
    summary: 'show what changed between two catalogs',
    load: async () => (await import('./commands/catalog-diff.ts')).catalogDiffCommand,
  },
  {
    name: 'catalog fields',
    topic: 'Catalogs',
    summary: 'list the fields that policies may name',
    load: async () => (await import('./commands/catalog-fields.ts')).catalogFieldsCommand,
  },
  {
    name: 'ir check',
    topic: 'Terms',
    summary: 'say whether hosts accept a term, or why not',
    load: async () => (await import('./commands/ir-check.ts')).irCheckCommand,
  },
  {
    name: 'ir normalize',
    topic: 'Terms',
    summary: 'bring a term into normal form',
    load: async () => (await import('./commands/ir-normalize.ts')).irNormalizeCommand,
  },
  {
    name: 'ir encode',
    topic: 'Terms',
    summary: 'write a term as the bytes that identify it',
    load: async () => (await import('./commands/ir-encode.ts')).irEncodeCommand,
  },
  {
    name: 'ir fingerprint',
    topic: 'Terms',
    summary: 'identify a term',
    load: async () => (await import('./commands/ir-fingerprint.ts')).irFingerprintCommand,
  },
  {
    name: 'conformance',
    topic: 'Terms',
    summary: 'replay conformance vectors',
    load: async () => (await import('./commands/conformance.ts')).conformanceCommand,
  },
  {
    name: 'version',
    topic: 'The tool',
    summary: 'show the versions of the tool, the language and the formats',
    load: async () => (await import('./commands/version.ts')).versionCommand,
  },
  {
    name: 'rules',
    topic: 'The tool',
    summary: 'list everything that can be said about a policy, a catalog or a term',
    load: async () => (await import('./commands/rules.ts')).rulesCommand,
  },
  {
    name: 'completion',
    topic: 'The tool',
    summary: 'print what a shell needs to complete commands and options',
    load: async () => (await import('./commands/completion.ts')).completionCommand,
  },
]
