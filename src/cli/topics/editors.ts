/** Apart from the other commands: what an editor needs is as large as all of them together. */

export { lspCommand } from '../commands/lsp.ts'
