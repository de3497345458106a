/* What hand-written C does on the two smallest workloads: the limit for generated machine code.
 *
 * Every size is a constant, every loop is over a constant, and everything lies in registers or the first cache.
 * Build: cc -O3 -march=native -ffast-math -DW1 limit.c -lm (or -DW2).
 * Use: limit DATA STEPS. DATA holds floats: the samples' features row by row, their targets, the parameters in
 * PyTorch's order (weight (out, in), bias, layer by layer), then the number of batches and their indices as
 * int32. Prints the loss of every batch on the first way through them, then the steps per second of STEPS steps.
 */
#define _POSIX_C_SOURCE 199309L
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BATCH = 10, SAMPLES = 250 };
static const float RATE = 0.03f;

#ifdef W1
enum { IN = 2, H1 = 4, H2 = 2, LAST = H2 };
static const float L2 = 0.0f;
/* tanh as a continued fraction, within 1e-6 where |x| < 3 and within 1e-4 everywhere. */
static inline float bend(float x) {
    if (x > 4.97f) x = 4.97f;
    if (x < -4.97f) x = -4.97f;
    float s = x * x;
    float p = x * (135135.0f + s * (17325.0f + s * (378.0f + s)));
    return p / (135135.0f + s * (62370.0f + s * (3150.0f + s * 28.0f)));
}
static inline float slope(float y) { return 1.0f - y * y; }
#else
enum { IN = 7, H1 = 8, H2 = 8, H3 = 6, LAST = H3 };
static const float L2 = 0.001f;
static inline float bend(float x) { return x > 0.0f ? x : 0.0f; }
static inline float slope(float y) { return y > 0.0f ? 1.0f : 0.0f; }
#endif

typedef struct {
    float w1[H1][IN], b1[H1], w2[H2][H1], b2[H2];
#ifdef W2
    float w3[H3][H2], b3[H3];
#endif
    float wo[LAST], bo;
} Net;

static float features[SAMPLES][IN], targets[SAMPLES];

/* One layer: out units of in inputs, the batch innermost so that it fills the vectors. */
#define FORWARD(W, B, X, Y, OUT, INS)                                                \
    for (int o = 0; o < OUT; o++) {                                                  \
        for (int n = 0; n < BATCH; n++) Y[o][n] = B[o];                              \
        for (int i = 0; i < INS; i++)                                                \
            for (int n = 0; n < BATCH; n++) Y[o][n] += W[o][i] * X[i][n];            \
        for (int n = 0; n < BATCH; n++) Y[o][n] = bend(Y[o][n]);                     \
    }

/* D holds dL/dy of the layer and becomes dL/dz; E, if wanted, gets dL/dx with the weights before the step. */
#define BACKWARD(W, B, X, Y, D, E, OUT, INS, DEEPER)                                 \
    for (int o = 0; o < OUT; o++)                                                    \
        for (int n = 0; n < BATCH; n++) D[o][n] *= slope(Y[o][n]);                   \
    if (DEEPER)                                                                      \
        for (int i = 0; i < INS; i++) {                                              \
            for (int n = 0; n < BATCH; n++) E[i][n] = 0.0f;                          \
            for (int o = 0; o < OUT; o++)                                            \
                for (int n = 0; n < BATCH; n++) E[i][n] += W[o][i] * D[o][n];        \
        }                                                                            \
    for (int o = 0; o < OUT; o++) {                                                  \
        float sum = 0.0f;                                                            \
        for (int n = 0; n < BATCH; n++) sum += D[o][n];                              \
        for (int i = 0; i < INS; i++) {                                              \
            float g = 0.0f;                                                          \
            for (int n = 0; n < BATCH; n++) g += D[o][n] * X[i][n];                  \
            W[o][i] -= RATE * (g + L2 * W[o][i]);                                    \
        }                                                                            \
        B[o] -= RATE * sum;                                                          \
    }

static float step(Net *net, const int32_t *indices) {
    float x[IN][BATCH], t[BATCH], y1[H1][BATCH], y2[H2][BATCH], d1[H1][BATCH], d2[H2][BATCH], d[BATCH];
    float loss = 0.0f;
    for (int n = 0; n < BATCH; n++) {
        for (int i = 0; i < IN; i++) x[i][n] = features[indices[n]][i];
        t[n] = targets[indices[n]];
    }
    FORWARD(net->w1, net->b1, x, y1, H1, IN)
    FORWARD(net->w2, net->b2, y1, y2, H2, H1)
#ifdef W2
    float y3[H3][BATCH], d3[H3][BATCH];
    FORWARD(net->w3, net->b3, y2, y3, H3, H2)
    float (*last)[BATCH] = y3, (*dlast)[BATCH] = d3;
#else
    float (*last)[BATCH] = y2, (*dlast)[BATCH] = d2;
#endif
    for (int n = 0; n < BATCH; n++) {
        float z = net->bo;
        for (int i = 0; i < LAST; i++) z += net->wo[i] * last[i][n];
        float e = expf(-fabsf(z)), p = z >= 0.0f ? 1.0f / (1.0f + e) : e / (1.0f + e);
        loss += (z > 0.0f ? z : 0.0f) - z * t[n] + log1pf(e);
        d[n] = (p - t[n]) / BATCH;
    }
    for (int i = 0; i < LAST; i++)
        for (int n = 0; n < BATCH; n++) dlast[i][n] = net->wo[i] * d[n];
    float sum = 0.0f;
    for (int n = 0; n < BATCH; n++) sum += d[n];
    for (int i = 0; i < LAST; i++) {
        float g = 0.0f;
        for (int n = 0; n < BATCH; n++) g += d[n] * last[i][n];
        net->wo[i] -= RATE * (g + L2 * net->wo[i]);
    }
    net->bo -= RATE * sum;
#ifdef W2
    BACKWARD(net->w3, net->b3, y2, y3, d3, d2, H3, H2, 1)
#endif
    BACKWARD(net->w2, net->b2, y1, y2, d2, d1, H2, H1, 1)
    BACKWARD(net->w1, net->b1, x, y1, d1, d1, H1, IN, 0)
    return loss / BATCH;
}

static void take(void *to, size_t size, size_t count, FILE *file) {
    if (fread(to, size, count, file) != count) {
        fprintf(stderr, "the data end too early\n");
        exit(1);
    }
}

int main(int argc, char **argv) {
    FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
    if (!file) {
        fprintf(stderr, "use: limit DATA STEPS\n");
        return 2;
    }
    Net net;
    int32_t batches;
    take(features, sizeof(float), SAMPLES * IN, file);
    take(targets, sizeof(float), SAMPLES, file);
    take(&net, sizeof(float), sizeof net / sizeof(float), file);
    take(&batches, sizeof batches, 1, file);
    if (batches < 1 || batches > 1000000) return 2;
    int32_t *indices = malloc(sizeof(int32_t) * BATCH * (size_t)batches);
    if (!indices) return 1;
    take(indices, sizeof(int32_t), (size_t)batches * BATCH, file);
    fclose(file);
    for (size_t i = 0; i < (size_t)batches * BATCH; i++)
        if (indices[i] < 0 || indices[i] >= SAMPLES) return 2;
    for (int32_t b = 0; b < batches; b++) printf("%.9g\n", step(&net, indices + BATCH * b));
    long steps = atol(argv[2]);
    struct timespec start, end;
    float kept = 0.0f;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (long s = 0, b = 0; s < steps; s++, b = b + 1 == batches ? 0 : b + 1)
        kept += step(&net, indices + BATCH * b);
    clock_gettime(CLOCK_MONOTONIC, &end);
    double took = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
    fprintf(stderr, "%g\n", kept);
    printf("%.1f steps/s\n", (double)steps / took);
    free(indices);
    return 0;
}
