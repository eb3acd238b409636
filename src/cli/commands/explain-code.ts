import { readFile } from 'node:fs/promises'
import { nearestName } from '../../base/nearest-name.ts'
import { CODES } from '../codes.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'
import { packageFile } from '../package-file.ts'
import { type Problem, problem } from '../problem.ts'
import { renderMarkdown } from '../report/markdown.ts'
import { styleOf } from '../report/style.ts'

/** True for what is a code or meant as one: `UH2003`, `uh2003`. */
export function looksLikeCode(argument: string): boolean {
  return /^uh\d+$/i.test(argument)
}

/** Prints the page of a code; as JSON with the page in Markdown. */
export async function explainCode(
  argument: string,
  format: 'text' | 'json',
  { stdout, screen }: Pick<Context, 'stdout' | 'screen'>,
): Promise<ExitCode | Problem> {
  const code = argument.toUpperCase()
  const row = CODES.get(code)
  if (row === undefined) {
    const meant = nearestName(code, CODES.keys())
    return problem(
      `there is no code \`${argument}\``,
      meant === undefined
        ? '`unhardcoded rules` lists them'
        : `did you mean \`${meant}\`? \`unhardcoded rules\` lists all`,
    )
  }
  const page = await readFile(packageFile(`docs/diagnostics/${code}.md`), 'utf8')
  if (format === 'json') {
    writeJson(stdout, { schema_version: 1, code, ...row, page })
    return EXIT.fine
  }
  stdout.write(
    screen.isFixed ? renderMarkdown(page, { width: screen.width, style: styleOf(screen) }) : page,
  )
  return EXIT.fine
}
