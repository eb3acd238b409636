import { writeFile } from 'node:fs/promises'
import { contents } from './vscode/contents.ts'
import { zip } from './vscode/zip.ts'

const PATH = 'editors/vscode/unhardcoded.vsix'

await writeFile(PATH, zip(await contents()))
process.stdout.write(`wrote ${PATH}\n`)
