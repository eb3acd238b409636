import { workspace } from 'vscode'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'

/** @type {LanguageClient | undefined} */
let client

/** Starts the language server when the first policy is opened. Without trust nothing is started. */
export async function activate({ subscriptions }) {
  subscriptions.push(workspace.onDidGrantWorkspaceTrust(start))
  if (workspace.isTrusted) await start()
}

export async function deactivate() {
  await client?.stop()
}

async function start() {
  const path = workspace.getConfiguration('unhardcoded').get('path') || 'unhardcoded'
  client = new LanguageClient('unhardcoded', 'unhardcoded', serverAt(path), {
    documentSelector: [{ language: 'uh' }],
  })
  await client.start()
}

/** A `.js` file runs on the Node of the editor; on Windows a command may be a script of the shell. */
function serverAt(path) {
  if (/\.[cm]?js$/.test(path)) {
    return { module: path, args: ['lsp'], transport: TransportKind.stdio }
  }
  const shell = process.platform === 'win32'
  const command = shell ? `"${path}"` : path
  return { command, args: ['lsp'], transport: TransportKind.stdio, options: { shell } }
}
