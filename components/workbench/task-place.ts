import { createContext } from 'react';

/** Where a narrow screen tells of the task while another panel than its own is in sight; absent while its own is. */
export const TaskPlace = createContext<Element | undefined>(undefined);
