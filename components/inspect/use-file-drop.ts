import { useEffect, useState } from 'react';
import { isTyping } from '@/components/ui/typing';

interface FileDrop {
  onFile(file: Blob, name: string): void;
  /** Of several files the first is taken. */
  onLeft(name: string, more: number): void;
}

/** A file that is dropped anywhere on the page, or pasted, as a file or as text. `true` while one is held over the page. */
export function useFileDrop({ onFile, onLeft }: FileDrop): boolean {
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    // Each element that is entered is left again: the page is, when as many were left as were entered.
    let within = 0;
    let pasted = 0;
    const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

    function take([file, next, ...others]: readonly File[]): void {
      if (file) onFile(file, file.name);
      if (next) onLeft(next.name, others.length);
    }

    function move(by: 1 | -1): (event: DragEvent) => void {
      return (event) => {
        if (!holdsFile(event)) return;
        event.preventDefault();
        within += by;
        setOver(within > 0);
      };
    }
    const enter = move(1);
    const leave = move(-1);
    const over = (event: DragEvent) => {
      if (holdsFile(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      within = 0;
      setOver(false);
      take([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (files.length === 0 && text === '') return;
      event.preventDefault();
      if (files.length > 0) take(files);
      else {
        pasted += 1;
        onFile(new Blob([text]), pasted === 1 ? 'pasted text' : `pasted text ${pasted}`);
      }
    };

    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [onFile, onLeft]);

  return isOver;
}
