/**
 * @typedef {object} Shipment
 * @property {string} id
 * @property {string} carrier
 * @property {string} trackingNumber
 * @property {string} [reference]
 * @property {string} status
 * @property {string} [statusAt] ISO 8601
 * @property {string} registeredAt ISO 8601
 */

/**
 * @typedef {object} Scan
 * @property {string} carrierStatus the carrier's own code
 * @property {string} status
 * @property {string} description
 * @property {string} [location]
 * @property {string} occurredAt ISO 8601
 * @property {string} receivedAt ISO 8601
 * @property {boolean} late whether newer scans were known when it came
 */

/** @typedef {{type: 'Registered', shipment: Shipment}} Registered */
/** @typedef {{type: 'Scanned', shipmentId: string, scan: Scan, status: string, statusAt?: string}} Scanned */
/** @typedef {{type: 'StatusChanged', shipmentId: string, status: string, statusAt?: string}} StatusChanged */
/** @typedef {Registered | Scanned | StatusChanged} ShipmentEvent */

/**
 * The shipment as an event leaves it.
 *
 * @param {Shipment} shipment
 * @param {Scanned | StatusChanged} event
 * @returns {Shipment}
 */
export function after(shipment, { status, statusAt = shipment.statusAt }) {
  return { ...shipment, status, statusAt };
}

/** @param {Shipment} shipment */
export function name({ carrier, trackingNumber }) {
  return `${carrier} ${trackingNumber}`;
}

/** @param {Shipment} shipment @returns {string} when it got its status */
export function statusTime({ statusAt, registeredAt }) {
  return statusAt ?? registeredAt;
}
