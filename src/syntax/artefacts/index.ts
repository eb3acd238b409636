import { ebnf } from './ebnf.ts'
import { gbnf } from './gbnf.ts'
import { railroad } from './railroad.ts'
import { rulesJson } from './rules-json.ts'
import { textMate } from './textmate.ts'

/** A form of the grammar that others consume. */
interface Artefact {
  /** The file under `grammar/` that holds it. */
  readonly file: string
  readonly doc: string
  readonly generate: () => string
}

const ARTEFACTS = {
  ebnf: {
    file: 'unhardcoded.ebnf',
    doc: 'the notation of W3C specifications, for people',
    generate: ebnf,
  },
  railroad: {
    file: 'railroad.html',
    doc: 'diagrams, one page of HTML',
    generate: railroad,
  },
  textmate: {
    file: 'unhardcoded.tmLanguage.json',
    doc: 'JSON, for editors to colour text by',
    generate: textMate,
  },
  gbnf: {
    file: 'unhardcoded.gbnf',
    doc: 'for decoding constrained by llama.cpp',
    generate: gbnf,
  },
  rules: {
    file: 'rules.json',
    doc: 'JSON, for programs that walk the grammar',
    generate: rulesJson,
  },
} as const satisfies Record<string, Artefact>

export type GrammarKind = keyof typeof ARTEFACTS

/** Every form of the grammar, with its file and what it is for. */
export const GRAMMARS: Readonly<Record<GrammarKind, Artefact>> = ARTEFACTS

export const GRAMMAR_KINDS: readonly GrammarKind[] = kinds()

export function isGrammarKind(name: string): name is GrammarKind {
  return Object.hasOwn(ARTEFACTS, name)
}

/** The grammar in that form: the whole text of the file, the same bytes each time. */
export function generateGrammar(kind: GrammarKind): string {
  return ARTEFACTS[kind].generate()
}

function kinds(): readonly GrammarKind[] {
  return Object.keys(ARTEFACTS).filter(isGrammarKind)
}
