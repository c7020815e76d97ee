'use client';

import Link from 'next/link';
import { type ComponentProps, useState } from 'react';

/**
 * Fetches the page behind it when the pointer or the focus comes near, and not for being in sight: a page of
 * instruments is ten times the page that leads to it.
 */
export function NearLink(props: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  const [isNear, setNear] = useState(false);
  const come = () => setNear(true);
  return <Link {...props} prefetch={isNear ? null : false} onPointerEnter={come} onFocus={come} />;
}
