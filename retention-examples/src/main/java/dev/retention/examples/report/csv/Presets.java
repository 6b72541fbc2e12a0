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

/** The presets that come with the program, of one kind of files. */
final class Presets {

    /** The word for no preset. */
    static final String NONE = "none";

    /** Those of files of orders. */
    static final Presets ORDERS = new Presets("");

    /** Those of files of subscriptions. */
    static final Presets SUBSCRIPTIONS = new Presets("subscriptions/");

    private final List<Preset> all;

    private Presets(String folder) {
        try (BufferedReader names = reader(folder + "presets.txt")) {
            all = names.lines().map(name -> load(folder, name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Preset> all() {
        return all;
    }

    /**
     * The preset of a name.
     *
     * @throws BadInputException if there is none
     */
    Preset named(String name) {
        return all.stream()
                .filter(preset -> preset.name().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadInputException("--preset " + Shown.quoted(name) + " is none of "
                        + all.stream().map(Preset::name).collect(Collectors.joining(", ")) + " or " + NONE));
    }

    /** The preset that a header is of. */
    Optional<Preset> of(List<String> header) {
        return all.stream().filter(preset -> preset.fits(header)).findFirst();
    }

    private static Preset load(String folder, String name) {
        Properties properties = new Properties();
        try (Reader text = reader(folder + name + ".properties")) {
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
