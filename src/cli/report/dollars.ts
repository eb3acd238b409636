import { type Decimal, plain } from '../../catalog/money.ts'

/** Every digit, so that what is added up comes to what stands below it. */
export function dollars(value: Decimal): string {
  return value.digits < 0n ? `-$${plain(value, 2).slice(1)}` : `$${plain(value, 2)}`
}

/** The same with a sign in front, also of more. */
export function signedDollars(value: Decimal): string {
  return value.digits > 0n ? `+${dollars(value)}` : dollars(value)
}
