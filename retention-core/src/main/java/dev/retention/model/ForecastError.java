package dev.retention.model;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * How far forecasts are from what happened, by name: {@code y} is actual, {@code ŷ} expected.
 *
 * <p>They answer different questions. {@link #RMSE} weighs a few large errors most, {@link #MAPE} those where little
 * happened; {@link #BIAS} lets errors of opposite sign cancel, as a total does.
 *
 * @since 0.1.0
 */
public enum ForecastError {
    /** The mean error, {@code Σ (ŷ − y) / n}; above 0 if the model expects too much. In purchases. */
    BIAS {
        @Override
        double term(Forecast forecast) {
            return forecast.error();
        }
    },

    /** The mean absolute error, {@code Σ |ŷ − y| / n}. In purchases. */
    MAE {
        @Override
        double term(Forecast forecast) {
            return Math.abs(forecast.error());
        }
    },

    /** The root mean squared error, {@code √(Σ (ŷ − y)² / n)}. In purchases. */
    RMSE {
        @Override
        double term(Forecast forecast) {
            return forecast.error() * forecast.error();
        }

        @Override
        double ofMean(double mean) {
            return Math.sqrt(mean);
        }
    },

    /** The mean absolute percentage error as a fraction, {@code Σ (|ŷ − y| / y) / n}; undefined where an actual is 0. */
    MAPE {
        @Override
        double term(Forecast forecast) {
            return Math.abs(forecast.error()) / forecast.actual();
        }
    };

    abstract double term(Forecast forecast);

    double ofMean(double mean) {
        return mean;
    }

    /**
     * The error of some forecasts.
     *
     * @param forecasts any number of forecasts
     * @return the error; empty if there are no forecasts, or {@link #MAPE} is asked for and an actual number is 0
     */
    public OptionalDouble of(Iterable<Forecast> forecasts) {
        requireNonNull(forecasts, "forecasts");
        double sum = 0;
        long n = 0;
        for (Forecast forecast : forecasts) {
            sum += term(forecast);
            n++;
        }
        double error = ofMean(sum / n);
        return Double.isFinite(error) ? OptionalDouble.of(error) : OptionalDouble.empty();
    }
}
