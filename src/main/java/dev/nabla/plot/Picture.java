package dev.nabla.plot;

import dev.nabla.plot.Curve.Series;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/// A curve as a picture: values in solid lines, gradients in dashed ones, kinks as rings, the
/// formula over it.
final class Picture {

  private static final double MARGIN = 14;
  private static final double TITLE_SIZE = 17;
  private static final double FORMULA_SIZE = 14;
  private static final double SMALLEST_SIZE = 10;
  private static final double LABEL_SIZE = 12.5;
  private static final double TICK_SIZE = 11.5;

  /// The length of a line in the legend.
  private static final double LINE = 28;

  private static final double SMALL_LINE = 18;

  private static final Stroke HAIRLINE = new BasicStroke(1);
  private static final Stroke SOLID =
      new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final Stroke DASHED =
      new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
  private static final Shape RING = new Ellipse2D.Double(-4, -4, 8, 8);

  private final Curve curve;
  private final CurveQuery query;
  private final PictureStyle style;
  private final Theme theme;
  private final Scale across;
  private final ValueRange heights;
  private final XYPlot plot;
  private final LegendItemCollection legend = new LegendItemCollection();

  Picture(Curve curve, PictureStyle style) {
    this.curve = curve;
    this.query = curve.query();
    this.style = style;
    this.theme = style.theme();
    this.across = Scale.of(query.from(), query.to());
    this.heights = ValueRange.of(curve);
    this.plot = emptyPlot();
    for (int i = 0; i < curve.series().size(); i++) {
      add(curve.series().get(i), i);
    }
    if (!query.varied().isEmpty()) {
      explainStrokes();
    }
    plot.setFixedLegendItems(legend);
  }

  void draw(Graphics2D graphics) {
    chart().draw(graphics, new Rectangle2D.Double(0, 0, style.width(), style.height()));
  }

  /// What is drawn, for those who do not see it.
  String description() {
    return "%s, %s, over %s"
        .formatted(
            query.definition().card().title(),
            query.definition().formula().value(),
            query.axis().along());
  }

  private JFreeChart chart() {
    var chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(theme.background());
    chart.setPadding(new RectangleInsets(MARGIN, MARGIN, MARGIN, MARGIN));
    chart.addSubtitle(title(query.definition().card().title(), TITLE_SIZE, theme.text()));
    var formula = query.definition().formula().value();
    if (fits(formula)) {
      chart.addSubtitle(title(formula, FORMULA_SIZE, theme.text()));
    }
    var settings = Legend.LETTERED.common(query, curve.series().getFirst());
    if (!settings.isEmpty()) {
      chart.addSubtitle(title(settings, TICK_SIZE, theme.ticks()));
    }
    chart.addSubtitle(key());
    return chart;
  }

  private LegendTitle key() {
    var key = new LegendTitle(plot);
    key.setItemPaint(theme.text());
    key.setPosition(RectangleEdge.BOTTOM);
    key.setBackgroundPaint(theme.background());
    if (style.isSmall()) {
      key.setItemFont(PictureFont.of(SMALLEST_SIZE));
      key.setLegendItemGraphicPadding(RectangleInsets.ZERO_INSETS);
      key.setItemLabelPadding(new RectangleInsets(0, 3, 0, 6));
    } else {
      key.setItemFont(PictureFont.of(LABEL_SIZE));
      key.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
    }
    return key;
  }

  /// Whether one line holds a text. A formula broken off somewhere would be read wrongly.
  private boolean fits(String text) {
    return width(text, SMALLEST_SIZE) <= widest();
  }

  /// Text over the plot, in the largest size at which one line holds it, or in several of the
  /// smallest.
  private TextTitle title(String text, double size, Color color) {
    double fitting = Math.max(SMALLEST_SIZE, Math.min(size, size * widest() / width(text, size)));
    var title = new TextTitle(text, PictureFont.of(fitting));
    title.setPaint(color);
    title.setPadding(0, 0, 5, 0);
    return title;
  }

  private double widest() {
    return style.width() - 4 * MARGIN;
  }

  private static double width(String text, double size) {
    return PictureFont.of(size)
        .getStringBounds(text, new FontRenderContext(null, true, true))
        .getWidth();
  }

  private XYPlot emptyPlot() {
    var x = axis(query.axis().label(), across);
    double from = across.drawn(query.from());
    x.setRange(from, Math.max(across.drawn(query.to()), Math.nextUp(from)));
    var names = query.outputs().stream().map(Quantity::label).collect(Collectors.joining(", "));
    var y = axis(names, heights.scale());
    y.setRange(heights.low(), heights.high());
    var empty = new XYPlot(null, x, y, null);
    empty.setBackgroundPaint(theme.background());
    empty.setOutlinePaint(theme.frame());
    empty.setOutlineStroke(HAIRLINE);
    empty.setDomainGridlinePaint(theme.grid());
    empty.setDomainGridlineStroke(HAIRLINE);
    empty.setRangeGridlinePaint(theme.grid());
    empty.setRangeGridlineStroke(HAIRLINE);
    empty.setAxisOffset(RectangleInsets.ZERO_INSETS);
    empty.setInsets(new RectangleInsets(6, 0, 2, 8));
    empty.addDomainMarker(new ValueMarker(0, theme.frame(), HAIRLINE), Layer.BACKGROUND);
    empty.addRangeMarker(new ValueMarker(0, theme.frame(), HAIRLINE), Layer.BACKGROUND);
    return empty;
  }

  private NumberAxis axis(String label, Scale scale) {
    var axis = new NumberAxis(label);
    if (!scale.isPlain()) {
      axis.setNumberFormatOverride(new TickFormat(scale));
    }
    axis.setLabelFont(PictureFont.of(LABEL_SIZE));
    axis.setLabelPaint(theme.text());
    axis.setTickLabelFont(PictureFont.of(TICK_SIZE));
    axis.setTickLabelPaint(theme.ticks());
    axis.setTickMarkPaint(theme.frame());
    axis.setAxisLineVisible(false);
    return axis;
  }

  private void add(Series series, int index) {
    boolean alone = query.varied().isEmpty();
    var color = theme.line(index);
    var gradientColor = alone ? theme.line(1) : color;
    boolean values = query.outputs().contains(Quantity.VALUE);
    boolean gradients = query.outputs().contains(Quantity.GRADIENT);
    if (gradients) {
      addLine(Line.ofGradients(curve, series), gradientColor, DASHED);
    }
    if (values) {
      addLine(Line.ofValues(curve, series), color, SOLID);
      addRings(series, color);
    }
    if (!alone) {
      explain(Legend.LETTERED.own(query, series), color, values ? SOLID : DASHED);
    } else {
      if (values) {
        explain(Quantity.VALUE.label(), color, SOLID);
      }
      if (gradients) {
        explain(Quantity.GRADIENT.label(), gradientColor, DASHED);
      }
    }
  }

  private void addLine(Line line, Color color, Stroke stroke) {
    var renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setSeriesPaint(0, color);
    renderer.setSeriesStroke(0, stroke);
    add(line.data(), renderer);
  }

  private void addRings(Series series, Color color) {
    var kinks = series.kinks();
    var renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setSeriesShape(0, RING);
    renderer.setSeriesPaint(0, color);
    renderer.setSeriesFillPaint(0, theme.background());
    renderer.setUseFillPaint(true);
    renderer.setSeriesOutlineStroke(0, new BasicStroke(2));
    renderer.setUseOutlinePaint(false);
    add(
        new double[][] {
          kinks.stream().mapToDouble(Kink::at).toArray(),
          kinks.stream().mapToDouble(Kink::value).toArray()
        },
        renderer);
  }

  /// @param data points and their heights
  private void add(double[][] data, XYLineAndShapeRenderer renderer) {
    var dataset = new DefaultXYDataset();
    dataset.addSeries(
        "",
        new double[][] {
          Arrays.stream(data[0]).map(across::drawn).toArray(),
          Arrays.stream(data[1]).map(heights::drawn).toArray()
        });
    int index = plot.getDatasetCount();
    plot.setDataset(index, dataset);
    plot.setRenderer(index, renderer);
  }

  private void explainStrokes() {
    if (query.outputs().size() > 1) {
      explain(Quantity.VALUE.label(), theme.ticks(), SOLID);
      explain(Quantity.GRADIENT.label(), theme.ticks(), DASHED);
    }
  }

  private void explain(String label, Color color, Stroke stroke) {
    double half = (style.isSmall() ? SMALL_LINE : LINE) / 2;
    var line = new Line2D.Double(-half, 0, half, 0);
    legend.add(new LegendItem(label, null, null, null, line, stroke, color));
  }
}
