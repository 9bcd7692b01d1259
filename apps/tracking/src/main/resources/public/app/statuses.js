/** The statuses of a shipment and the words for them, in the order of a parcel's way. @type {Map<string, string>} */
const LABELS = new Map([
  ['REGISTERED', 'Registered'],
  ['IN_TRANSIT', 'In transit'],
  ['OUT_FOR_DELIVERY', 'Out for delivery'],
  ['READY_FOR_PICKUP', 'Ready for pickup'],
  ['DELIVERED', 'Delivered'],
  ['EXCEPTION', 'Problem'],
  ['RETURNED', 'Returned'],
  ['UNKNOWN', 'Unknown'],
]);

/** @returns {string[]} */
export function statuses() {
  return [...LABELS.keys()];
}

/** @param {string} status */
export function statusLabel(status) {
  return LABELS.get(status) ?? status;
}

/**
 * Makes an element show a status, by colour and by text.
 *
 * @param {HTMLElement} badge
 * @param {string} status
 */
export function showStatus(badge, status) {
  if (badge.dataset.status === status) return;
  badge.dataset.status = status;
  badge.textContent = statusLabel(status);
}
