/**
 * Retention metrics: who stays, who leaves and what customers are worth.
 */
@org.jspecify.annotations.NullMarked
module dev.retention {
    requires com.google.common;
    requires org.apache.commons.numbers.gamma;
    requires static transitive java.sql;
    requires static transitive org.jspecify;

    exports dev.retention;
    exports dev.retention.time;
    exports dev.retention.history;
    exports dev.retention.jdbc;
    exports dev.retention.sheet;
    exports dev.retention.rule;
    exports dev.retention.trend;
    exports dev.retention.cohort;
    exports dev.retention.movement;
    exports dev.retention.survival;
    exports dev.retention.purchase;
    exports dev.retention.model;
    exports dev.retention.value;
    exports dev.retention.segment;
    exports dev.retention.service;
    exports dev.retention.loss;
    exports dev.retention.experiment;
}
