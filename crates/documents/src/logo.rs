//! The letterhead's picture: what it is follows from its bytes, and what cannot be printed is told with what to do.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use crate::letterhead::Logo;

/// A picture that can be printed.
pub(crate) struct Picture {
    /// What the template calls it.
    pub(crate) file: &'static str,
    /// Its bytes.
    pub(crate) bytes: Bytes,
}

/// Why a picture cannot be printed, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LogoProblem {
    /// Its file is too large.
    #[error("its file is larger than 1 MB; save it smaller")]
    TooLarge,
    /// It has too many pixels.
    #[error("it is larger than 4096 pixels; make it smaller")]
    TooManyPixels,
    /// It is no picture of a kind that can be printed.
    #[error("it is neither PNG, JPEG nor SVG; save it as one of these")]
    NotAPicture,
    /// It cannot be read to its end.
    #[error("it is damaged; save it again from the program that made it")]
    Damaged,
    /// It is made for a printing house.
    #[error("its colours are those of a printing house (CMYK); save it with RGB colours")]
    Colours,
    /// It needs another file.
    #[error(
        "it shows another picture or text in a font of its own; save it with pictures and texts drawn in"
    )]
    Outside,
}

/// Reads a picture to its end.
///
/// # Errors
/// Why it cannot be printed.
pub(crate) fn picture(logo: &Logo) -> Result<Picture, LogoProblem> {
    if logo.base64.len() > Logo::LIMIT.div_ceil(3) * 4 {
        return Err(LogoProblem::TooLarge);
    }
    let bytes = STANDARD
        .decode(logo.base64.trim())
        .map_err(|_| LogoProblem::Damaged)?;
    let bytes = Bytes::new(bytes);
    match ExchangeFormat::detect(&bytes) {
        Some(ExchangeFormat::Png) => {
            sides(png_sides(&bytes))?;
            drawn(bytes, "logo.png", ExchangeFormat::Png)
        }
        Some(ExchangeFormat::Jpg) => {
            let frame = jpeg_frame(&bytes).ok_or(LogoProblem::Damaged)?;
            sides(Some((frame.width, frame.height)))?;
            if frame.colours > 3 {
                return Err(LogoProblem::Colours);
            }
            drawn(bytes, "logo.jpg", ExchangeFormat::Jpg)
        }
        Some(_) => Err(LogoProblem::NotAPicture),
        None => vector(bytes),
    }
}

fn drawn(bytes: Bytes, file: &'static str, format: ExchangeFormat) -> Result<Picture, LogoProblem> {
    match RasterImage::plain(bytes.clone(), format) {
        Ok(_) => Ok(Picture { file, bytes }),
        Err(_) => Err(LogoProblem::Damaged),
    }
}

fn vector(bytes: Bytes) -> Result<Picture, LogoProblem> {
    let text = std::str::from_utf8(&bytes).map_err(|_| LogoProblem::NotAPicture)?;
    if !text.contains("<svg") && !text.contains(":svg") {
        return Err(LogoProblem::NotAPicture);
    }
    // Neither a font nor another file is there when it is printed.
    if needs_more(text) {
        return Err(LogoProblem::Outside);
    }
    match SvgImage::new(bytes.clone()) {
        Ok(_) => Ok(Picture {
            file: "logo.svg",
            bytes,
        }),
        Err(_) => Err(LogoProblem::Damaged),
    }
}

/// Whether a drawing names a text or another picture, under whatever prefix of its namespace.
fn needs_more(text: &str) -> bool {
    text.split('<').skip(1).any(|tag| {
        let name = tag
            .split(|sign: char| sign.is_whitespace() || matches!(sign, '>' | '/'))
            .next()
            .unwrap_or_default();
        let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
        matches!(local, "text" | "image" | "foreignObject")
    })
}

fn sides(sides: Option<(u32, u32)>) -> Result<(), LogoProblem> {
    let (width, height) = sides.ok_or(LogoProblem::Damaged)?;
    if width.max(height) > Logo::SIDE {
        return Err(LogoProblem::TooManyPixels);
    }
    Ok(())
}

/// Width and height out of the first chunk (PNG specification, 11.2.2), before anything is unpacked.
fn png_sides(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |from: usize| {
        let bytes: [u8; 4] = bytes.get(from..from + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    };
    Some((number(16)?, number(20)?))
}

struct Frame {
    width: u32,
    height: u32,
    colours: u8,
}

/// The frame's header (ITU T.81, B.2.2), before anything is unpacked.
fn jpeg_frame(bytes: &[u8]) -> Option<Frame> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        if marker == 0xFF {
            at += 1;
            continue;
        }
        let short = |from: usize| {
            let bytes: [u8; 2] = bytes.get(from..from + 2)?.try_into().ok()?;
            Some(u16::from_be_bytes(bytes))
        };
        let length = usize::from(short(at + 2)?);
        // C4, C8 and CC lie among the frames and are none.
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            return Some(Frame {
                height: short(at + 5)?.into(),
                width: short(at + 7)?.into(),
                colours: *bytes.get(at + 9)?,
            });
        }
        at += 2 + length;
    }
}
