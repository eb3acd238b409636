/**
 * Makes the files under `grammar/` from `src/syntax`. Running it again gives the same bytes; a
 * test says when one of them is out of date.
 *
 *     npm run grammar
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { GRAMMAR_KINDS, GRAMMARS, generateGrammar } from '../src/syntax/artefacts/index.ts'

mkdirSync('grammar', { recursive: true })
for (const kind of GRAMMAR_KINDS) {
  const path = `grammar/${GRAMMARS[kind].file}`
  writeFileSync(path, generateGrammar(kind))
  console.log(path)
}
