"""Elements and attributes of SVG that are kept; all others are left out."""

# Nothing of these runs, loads, or shows HTML.
ELEMENTS_WORDS = (
    "svg g defs symbol use switch a title desc path rect circle ellipse line polyline polygon "
    "text tspan textPath image marker pattern mask clipPath linearGradient radialGradient stop "
    "style filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix "
    "feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB "
    "feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight "
    "feSpecularLighting feSpotLight feTile feTurbulence animate animateTransform animateMotion "
    "mpath set"
)
ELEMENTS = frozenset(ELEMENTS_WORDS.split())
ANIMATIONS = frozenset({"animate", "animateTransform", "set"})

# Properties of CSS that are attributes, too.
PRESENTATION_WORDS = (
    "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation "
    "color-interpolation-filters color-rendering direction display dominant-baseline fill "
    "fill-opacity fill-rule filter flood-color flood-opacity font font-family font-size "
    "font-size-adjust font-stretch font-style font-variant font-weight image-rendering "
    "letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask "
    "mask-type mix-blend-mode opacity overflow paint-order shape-rendering stop-color "
    "stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering "
    "transform transform-box transform-origin unicode-bidi vector-effect visibility "
    "white-space word-spacing writing-mode isolation"
)
PRESENTATION = frozenset(PRESENTATION_WORDS.split())
# Those that only a style sheet has.
STYLES_WORDS = (
    "animation animation-delay animation-direction animation-duration animation-fill-mode "
    "animation-iteration-count animation-name animation-timing-function background "
    "background-color text-align font-feature-settings color-scheme cx cy r rx ry x y d width "
    "height"
)
STYLES = PRESENTATION | frozenset(STYLES_WORDS.split())
GEOMETRY_WORDS = (
    "id class style lang role aria-label aria-labelledby aria-describedby aria-hidden version "
    "viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d "
    "points pathLength transform gradientTransform gradientUnits spreadMethod offset "
    "patternTransform patternUnits patternContentUnits clipPathUnits maskUnits "
    "maskContentUnits markerWidth markerHeight markerUnits refX refY orient rotate textLength "
    "lengthAdjust startOffset method spacing side systemLanguage requiredExtensions type media "
    "in in2 result stdDeviation mode operator k1 k2 k3 k4 values tableValues slope intercept "
    "amplitude exponent radius order kernelMatrix divisor bias targetX targetY edgeMode "
    "preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent "
    "limitingConeAngle pointsAtX pointsAtY pointsAtZ azimuth elevation z scale "
    "xChannelSelector yChannelSelector baseFrequency numOctaves seed stitchTiles filterUnits "
    "primitiveUnits attributeName attributeType begin dur end min max repeatCount repeatDur "
    "restart fill calcMode keyTimes keySplines keyPoints from to by additive accumulate path "
    "origin"
)
GEOMETRY = frozenset(GEOMETRY_WORDS.split())
ATTRIBUTES = GEOMETRY | PRESENTATION
# What an animation may change: no address.
ANIMATED = ATTRIBUTES - {"id", "class", "style", "attributeName", "type"}
# Their values are numbers and letters, often many: no function with an address is among them.
PLAIN = frozenset({"d", "points", "transform", "gradientTransform", "patternTransform", "path"})
