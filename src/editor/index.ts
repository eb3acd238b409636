/** The public list of `src/editor`: what an editor may ask about a text. Offsets and spans, no protocol. */

export type { Completion, CompletionKind } from './completion/completion.ts'
export { completionsAt } from './completions-at.ts'
export { definitionAt } from './definition-at.ts'
export { diagnosticsOf } from './diagnostics-of.ts'
export { type Document, openDocument } from './document.ts'
export { fixesFor, safeFixes } from './fixes-for.ts'
export { type Fold, foldingOf } from './folding-of.ts'
export { formattingOf } from './formatting-of.ts'
export { hoverAt } from './hover-at.ts'
export { lensesOf } from './lenses-of.ts'
export { referencesTo } from './references-to.ts'
export { renamableAt, renameAt } from './rename-at.ts'
export {
  semanticTokensOf,
  TOKEN_KINDS,
  TOKEN_MODIFIERS,
} from './semantic-tokens-of.ts'
export { type OutlineSymbol, symbolsOf } from './symbols-of.ts'
export type { Workspace } from './workspace.ts'
