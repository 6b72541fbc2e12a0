package dev.retention.examples.report;
final class HtmlRenderer { private HtmlRenderer() {} static String render(RetentionReport report) { return ""; } }
