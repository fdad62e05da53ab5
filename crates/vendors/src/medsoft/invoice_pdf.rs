//! The PDF inside an invoice answer. The document's own sample was destroyed by a text decoding, so a PDF is
//! looked at before anybody hands it to a patient.

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::pdf::pdf_defect;

/// Padding and stray low bits are the encoder's business, not a reason to lose a document.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The PDF of an invoice. `Debug` shows its size only.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum InvoicePdf {
    /// None came.
    #[default]
    Absent,
    /// Header, objects and end mark are there and nothing was replaced.
    Sound(Vec<u8>),
    /// Something came that must not be handed out.
    Damaged {
        /// What was decoded, or the text itself when it could not be.
        bytes: Vec<u8>,
        /// What is wrong with it, in English.
        why: &'static str,
    },
}

impl InvoicePdf {
    /// Decodes and verifies base64 text; line breaks, a `data:` prefix, the web alphabet and wrong padding are
    /// put right.
    pub fn from_base64(text: &str) -> Self {
        let text = text.trim();
        let data = text
            .strip_prefix("data:")
            .and_then(|rest| rest.split_once(','))
            .map_or(text, |(_, data)| data);
        let clean: String = data
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                '-' => '+',
                '_' => '/',
                other => other,
            })
            .collect();
        // In bytes: the text may hold anything, and a character may lie across the place it is cut at.
        let clean = clean.trim_end_matches('=').as_bytes();
        if clean.is_empty() {
            return Self::Absent;
        }
        // One character over a multiple of four holds no whole byte.
        let whole = if clean.len() % 4 == 1 {
            &clean[..clean.len() - 1]
        } else {
            clean
        };
        match LENIENT.decode(whole) {
            Ok(bytes) => Self::verified(bytes),
            Err(_) => Self::Damaged {
                bytes: data.as_bytes().to_vec(),
                why: "not base64",
            },
        }
    }

    /// Verifies decoded bytes.
    pub fn verified(bytes: Vec<u8>) -> Self {
        match pdf_defect(&bytes) {
            None => Self::Sound(bytes),
            Some(why) => Self::Damaged { bytes, why },
        }
    }

    /// The bytes, sound or not.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Absent => None,
            Self::Sound(bytes) | Self::Damaged { bytes, .. } => Some(bytes),
        }
    }
}

impl fmt::Debug for InvoicePdf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("Absent"),
            Self::Sound(bytes) => write!(f, "Sound({} bytes)", bytes.len()),
            Self::Damaged { bytes, why } => write!(f, "Damaged({} bytes, {why})", bytes.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    const SMALL: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

    fn why(pdf: &InvoicePdf) -> &'static str {
        match pdf {
            InvoicePdf::Damaged { why, .. } => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn text_that_is_no_base64_is_damaged_wherever_its_characters_end() {
        assert_eq!(why(&InvoicePdf::from_base64("!Aﷰ=")), "not base64");
        assert_eq!(why(&InvoicePdf::from_base64("ă")), "not base64");
    }

    #[test]
    fn a_sound_pdf_survives_every_wrapping() {
        let text = STANDARD.encode(SMALL);
        let broken_lines = text
            .as_bytes()
            .chunks(20)
            .map(|c| std::str::from_utf8(c).unwrap())
            .collect::<Vec<_>>();
        for wrapped in [
            text.clone(),
            text.trim_end_matches('=').to_owned(),
            format!("{text}=="),
            format!(" {}\r\n", broken_lines.join("\r\n")),
            format!("data:application/pdf;base64,{text}"),
            text.replace('+', "-").replace('/', "_"),
        ] {
            assert_eq!(
                InvoicePdf::from_base64(&wrapped),
                InvoicePdf::Sound(SMALL.to_vec()),
                "{wrapped}"
            );
        }
    }

    #[test]
    fn nothing_is_absent() {
        for text in ["", "  ", "====", "\r\n"] {
            assert_eq!(InvoicePdf::from_base64(text), InvoicePdf::Absent);
        }
    }

    #[test]
    fn the_sample_of_the_document_is_recognised_as_mangled() {
        let pdf = InvoicePdf::from_base64("JVBERi0xLjQKJe+/ve+/ve+/ve");
        assert!(why(&pdf).contains("text decoding"));
        assert_eq!(pdf.bytes().unwrap()[..9], *b"%PDF-1.4\n");
    }

    #[test]
    fn every_defect_is_named() {
        let mangled = String::from_utf8_lossy(SMALL).into_owned().into_bytes();
        assert!(why(&InvoicePdf::verified(mangled)).contains("text decoding"));
        let late = b"%PDF-1.4\n1 0 obj\nstream\n\xef\xbf\xbd\xef\xbf\xbd\nendobj\n%%EOF".to_vec();
        assert!(why(&InvoicePdf::verified(late)).contains("text decoding"));
        let marked = b"%PDF-1.4\n%\xef\xbf\xbd\n1 0 obj\n\xff\xfe\nendobj\n%%EOF".to_vec();
        assert!(why(&InvoicePdf::verified(marked)).contains("text decoding"));
        assert_eq!(
            why(&InvoicePdf::verified(b"<html></html>".to_vec())),
            "no PDF header"
        );
        assert_eq!(why(&InvoicePdf::verified(SMALL[..40].to_vec())), "no end mark");
        assert_eq!(
            why(&InvoicePdf::verified(b"%PDF-1.4\n%%EOF".to_vec())),
            "no objects"
        );
        assert_eq!(why(&InvoicePdf::from_base64("#&!")), "not base64");
    }

    #[test]
    fn a_chance_replacement_in_a_stream_is_no_damage() {
        let mut bytes = SMALL.to_vec();
        bytes.splice(23..23, *b"\xef\xbf\xbd\xff\xfe");
        assert!(matches!(InvoicePdf::verified(bytes), InvoicePdf::Sound(_)));
    }
}
