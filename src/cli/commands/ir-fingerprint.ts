import { normalizedOf } from './normalized.ts'
import { termCommand } from './term-command.ts'

export const irFingerprintCommand = termCommand({
  details: [
    'The SHA-256 of the encoding: terms with one fingerprint decide alike on every host. With `--lines` the short key stands beside it that other hosts put in their traces; it is not an identity.',
  ],
  examples: [
    {
      line: 'unhardcoded compile acme.uh --policy support --emit term | unhardcoded ir fingerprint',
      doc: 'What names this policy in every receipt?',
    },
  ],
  isJson: false,
  text: (admitted) => normalizedOf(admitted).fingerprint,
  members: (admitted) => {
    const { fingerprint, cacheKey } = normalizedOf(admitted)
    return { fingerprint, cache_key: cacheKey }
  },
})
