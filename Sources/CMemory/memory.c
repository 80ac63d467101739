#define _GNU_SOURCE
#include "CMemory.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

/// Forgets one program's or library's pages that are never written.
static int forget_code_of(struct dl_phdr_info *object, size_t size, void *unused)
{
    unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE);
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
        if (segment->p_type != PT_LOAD || segment->p_flags & PF_W) continue;
        unsigned long start = object->dlpi_addr + segment->p_vaddr, end = start + segment->p_memsz;
        start -= start % page;
        madvise((void *)start, (end - start + page - 1) / page * page, MADV_DONTNEED);
    }
    return 0;
}

/// Divides one program's or library's code: neighbours that differ in whether a core file has them are mappings of their own. No
/// core file has code but for its first page, so nobody sees a difference.
static int narrow_code_of(struct dl_phdr_info *object, size_t size, void *unused)
{
    unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE);
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
        if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_X)) continue;
        unsigned long start = object->dlpi_addr + segment->p_vaddr, end = start + segment->p_memsz;
        // A process may have 65,530 mappings (vm.max_map_count), and each takes some memory of the kernel's.
        unsigned long piece = 4 * page, most = 1024;
        while ((end - start) / piece > most) piece *= 2;
        start -= start % piece;
        for (start += piece; start + piece < end; start += 2 * piece) madvise((void *)start, piece, MADV_DONTDUMP);
    }
    return 0;
}

void linux_narrow_code(void) { dl_iterate_phdr(narrow_code_of, 0); }

void linux_forget_code(void) { dl_iterate_phdr(forget_code_of, 0); }

/// Before `main`, for Swift has threads of its own before any of our code runs, and each would keep the heap that it has by then.
__attribute__((constructor)) static void share_heap(void) { mallopt(M_ARENA_MAX, 1); }

size_t linux_heap_in_use(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

void linux_trim_heap(void) { malloc_trim(0); }
