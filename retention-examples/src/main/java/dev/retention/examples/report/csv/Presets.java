package dev.retention.examples.report.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** The presets that come with the program. */
final class Presets {

    /** The word for no preset. */
    static final String NONE = "none";

    private static final List<Preset> ALL = load();

    private Presets() {}

    static List<Preset> all() {
        return ALL;
    }

    /**
     * The preset of a name.
     *
     * @throws BadInputException if there is none
     */
    static Preset named(String name) {
        return ALL.stream()
                .filter(preset -> preset.name().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadInputException("--preset " + Shown.quoted(name) + " is none of "
                        + ALL.stream().map(Preset::name).collect(Collectors.joining(", ")) + " or " + NONE));
    }

    /** The preset that a header is of. */
    static Optional<Preset> of(List<String> header) {
        return ALL.stream().filter(preset -> preset.fits(header)).findFirst();
    }

    private static List<Preset> load() {
        try (BufferedReader names = reader("presets.txt")) {
            return names.lines().map(Presets::load).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Preset load(String name) {
        Properties properties = new Properties();
        try (Reader text = reader(name + ".properties")) {
            properties.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Preset(name, properties);
    }

    private static BufferedReader reader(String resource) {
        InputStream in = Objects.requireNonNull(Presets.class.getResourceAsStream(resource), resource);
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
