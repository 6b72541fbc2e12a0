package dev.retention.examples.review.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What a review's page adds to the style of all pages. */
final class ReviewStyle {

    private ReviewStyle() {}

    static String css() {
        try (InputStream in =
                Objects.requireNonNull(ReviewStyle.class.getResourceAsStream("review.css"), "review.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
