/**
 * What customers will do: models of purchasing and of staying, fitted by maximum likelihood.
 *
 * <p>A model such as {@link dev.retention.model.BgNbd} is an immutable set of parameters with the predictions that follow
 * from them. Its fitter turns a summary of customers into a {@link dev.retention.model.ModelFit}, which holds the model
 * together with its log-likelihood, its uncertainty and a word on whether to trust it.
 */
@NullMarked
package dev.retention.model;

import org.jspecify.annotations.NullMarked;
