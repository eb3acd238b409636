import type { CatalogInForce } from '../catalog-in-force.ts'

/** `acme.yaml of 2026-11-10` */
export function catalogText({ name, catalog }: CatalogInForce): string {
  return catalog.as_of === undefined ? name : `${name} of ${catalog.as_of}`
}
