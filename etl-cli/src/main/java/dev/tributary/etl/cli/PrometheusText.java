package dev.tributary.etl.cli;

import dev.tributary.etl.core.metrics.Figure;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures in the text format of Prometheus (version 0.0.4). */
final class PrometheusText {
    private final StringBuilder text = new StringBuilder();

    private PrometheusText() {}

    static String of(List<Figure> figures) {
        PrometheusText text = new PrometheusText();
        figures.forEach(text::add);
        return text.text.toString();
    }

    private void add(Figure figure) {
        String name = figure.name();
        String kind = figure.kind().name().toLowerCase(Locale.ROOT);
        text.append("# HELP ").append(name).append(' ').append(figure.help()).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
        figure.samples().forEach(sample -> text.append(name)
                .append(labels(sample))
                .append(' ')
                .append(value(name, sample.value()))
                .append('\n'));
    }

    private static String labels(Figure.Sample sample) {
        return sample.labels().isEmpty()
                ? ""
                : sample.labels().entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(String name, double value) {
        return String.format(Locale.ROOT, name.endsWith("_seconds") ? "%.3f" : "%.0f", value);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
