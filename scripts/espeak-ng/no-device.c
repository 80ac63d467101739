// libpcaudio's functions, for an espeak-ng that is linked into a program and only gives samples back: it has no sound device,
// and so needs none of the thirty libraries of sound servers and displays that libpcaudio brings.
#include <stddef.h>
#include <stdint.h>

struct audio_object;

struct audio_object *create_audio_device_object(const char *device, const char *name, const char *description)
{
    return NULL;
}

int audio_object_open(struct audio_object *object, int format, uint32_t rate, uint8_t channels) { return 0; }
void audio_object_close(struct audio_object *object) {}
void audio_object_destroy(struct audio_object *object) {}
int audio_object_write(struct audio_object *object, const void *data, size_t bytes) { return 0; }
int audio_object_drain(struct audio_object *object) { return 0; }
int audio_object_flush(struct audio_object *object) { return 0; }
const char *audio_object_strerror(struct audio_object *object, int error) { return ""; }
