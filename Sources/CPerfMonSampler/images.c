// The table of executables and shared libraries in this process.
#define _GNU_SOURCE
#include "internal.h"

#if PERFMON_SUPPORTED

#include <link.h>
#include <stdlib.h>
#include <unistd.h>

enum { image_limit = 1024 };

static perfmon_image *images;
static size_t image_count;
static unsigned long long known_additions, known_removals;

typedef struct {
    bool is_first;
    bool is_current;
} visit;

/// Finds the build id among an image's notes, which lie in memory that is loaded with it.
static void read_notes(perfmon_image *image, const uint8_t *notes, size_t size) {
    static const char owner[4] = "GNU";
    enum { kind_of_build_id = 3, header_size = sizeof(ElfW(Nhdr)) };
    while (size >= header_size) {
        ElfW(Nhdr) note;
        memcpy(&note, notes, sizeof note);
        size_t name_size = ((size_t)note.n_namesz + 3) & ~(size_t)3, content_size = ((size_t)note.n_descsz + 3) & ~(size_t)3;
        if (name_size > size - header_size || content_size > size - header_size - name_size) return;
        const uint8_t *name = notes + header_size, *content = name + name_size;
        if (note.n_type == kind_of_build_id && note.n_namesz == sizeof owner && !memcmp(name, owner, sizeof owner) &&
            note.n_descsz <= perfmon_build_id_limit) {
            image->build_id_count = (uint8_t)note.n_descsz;
            memcpy(image->build_id, content, note.n_descsz);
            return;
        }
        notes = content + content_size;
        size -= header_size + name_size + content_size;
    }
}

static void describe(const struct dl_phdr_info *info, perfmon_image *image) {
    *image = (perfmon_image){.load_bias = info->dlpi_addr, .start = UINT64_MAX, .text_start = UINT64_MAX};
    for (size_t index = 0; index < info->dlpi_phnum; index++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[index];
        uint64_t start = info->dlpi_addr + header->p_vaddr, end = start + header->p_memsz;
        if (header->p_type == PT_NOTE) read_notes(image, (const uint8_t *)start, header->p_filesz);
        if (header->p_type == PT_GNU_EH_FRAME) image->unwind_header = (const uint8_t *)start;
        if (header->p_type != PT_LOAD) continue;
        if (start < image->start) image->start = start;
        if (end > image->end) image->end = end;
        if (!(header->p_flags & PF_X)) continue;
        if (start < image->text_start) image->text_start = start;
        if (end > image->text_end) image->text_end = end;
    }
}

static int add(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size;
    visit *state = context;
    if (state->is_first) {
        state->is_first = false;
        if (image_count && info->dlpi_adds == known_additions && info->dlpi_subs == known_removals) {
            state->is_current = true;
            return 1;
        }
        known_additions = info->dlpi_adds;
        known_removals = info->dlpi_subs;
        image_count = 0;
    }
    if (image_count == image_limit) return 1;
    perfmon_image *image = &images[image_count];
    describe(info, image);
    if (info->dlpi_name && info->dlpi_name[0]) {
        strncpy(image->path, info->dlpi_name, sizeof image->path - 1);
    } else if (image_count == 0) {
        ssize_t length = readlink("/proc/self/exe", image->path, sizeof image->path - 1);
        if (length > 0) image->path[length] = 0;
    }
    if (image->text_end) image_count++;
    return 0;
}

static int by_address(const void *left, const void *right) {
    uint64_t a = ((const perfmon_image *)left)->start, b = ((const perfmon_image *)right)->start;
    return a < b ? -1 : a > b;
}

static void refresh(void) {
    if (!images) images = calloc(image_limit, sizeof *images);
    if (!images) return;
    visit state = {.is_first = true};
    dl_iterate_phdr(add, &state);
    if (!state.is_current) qsort(images, image_count, sizeof *images, by_address);
}

size_t perfmon_images_refresh(void) {
    if (!perfmon_loader_enter()) return image_count;
    refresh();
    perfmon_loader_leave();
    return image_count;
}

typedef struct {
    void (*body)(void *);
    void *context;
    bool was_current;
} held;

static int run_held(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size;
    held *state = context;
    state->was_current = info->dlpi_adds == known_additions && info->dlpi_subs == known_removals;
    if (state->was_current) state->body(state->context);
    return 1;
}

bool perfmon_images_hold(void (*body)(void *), void *context) {
    enum { attempts = 4 };
    held state = {.body = body, .context = context};
    if (!perfmon_loader_enter()) return false;
    for (int attempt = 0; attempt < attempts && !state.was_current; attempt++) {
        refresh();
        dl_iterate_phdr(run_held, &state);
    }
    perfmon_loader_leave();
    return state.was_current;
}

uint64_t perfmon_images_version(void) { return known_additions + known_removals; }

const perfmon_image *perfmon_image_at(size_t index) { return index < image_count ? &images[index] : NULL; }

const perfmon_image *perfmon_image_containing(uint64_t address) {
    size_t low = 0, high = image_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (images[middle].start <= address) low = middle + 1;
        else high = middle;
    }
    return low && address < images[low - 1].end ? &images[low - 1] : NULL;
}

#endif
